import { contracts } from '#contracts';
import { moveToSurvivors } from '#messaging';

/** Has the insights of merged contacts and accounts be the survivors'. */
export const moveToSurvivorWhenMerged = moveToSurvivors({
  name: 'move-to-survivor-when-merged',
  contracts: [contracts.contactMerged, contracts.accountMerged],
  contact: ['insights'],
  account: ['insights'],
});
