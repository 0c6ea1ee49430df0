import { moveToSurvivors } from '#messaging';

/** Has the insights of merged contacts and accounts be the survivors'. */
export const moveToSurvivorWhenMerged = moveToSurvivors({
  name: 'move-to-survivor-when-merged',
  contact: ['insights'],
  account: ['insights'],
});
