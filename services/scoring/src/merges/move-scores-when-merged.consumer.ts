import { contracts } from '#contracts';
import { moveToSurvivors } from '#messaging';

const TABLES = ['scored_responses'];

/**
 * Has the scores of merged ids be the survivors'. They count where they did: a response counts for the segment that its account
 * had when it was given, so that no row of counts moves.
 */
export const moveScoresWhenMerged = moveToSurvivors({
  name: 'move-scores-when-merged',
  contracts: [contracts.contactMerged, contracts.accountMerged],
  contact: TABLES,
  account: TABLES,
});
