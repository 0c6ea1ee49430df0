import { contracts } from '#contracts';
import { moveToSurvivors } from '#messaging';

/** Has the cases, steps and requests of merged contacts and accounts be the survivors'; owners and deadlines stay as they are. */
export const moveFollowUpsWhenMerged = moveToSurvivors({
  name: 'move-follow-ups-when-merged',
  contracts: [contracts.contactMerged, contracts.accountMerged],
  contact: ['response_facts', 'cases', 'retention_steps', 'advocacy_requests'],
  account: ['cases', 'retention_steps', 'advocacy_requests', 'contacts'],
});
