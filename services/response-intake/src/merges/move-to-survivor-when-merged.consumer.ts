import { contracts } from '#contracts';
import { moveToSurvivors } from '#messaging';

const TABLES = ['responses', 'feedback_items'];

/** Invitations are not moved: they are taken for the survivors' when they are answered. */
export const moveToSurvivorWhenMerged = moveToSurvivors({
  name: 'move-to-survivor-when-merged',
  contracts: [contracts.contactMerged, contracts.accountMerged],
  contact: TABLES,
  account: TABLES,
});
