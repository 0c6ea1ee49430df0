import { moveToSurvivors } from '#messaging';

const TABLES = ['responses', 'feedback_items'];

/** Invitations are not moved: they are taken for the survivors' when they are answered. */
export const moveToSurvivorWhenMerged = moveToSurvivors({
  name: 'move-to-survivor-when-merged',
  contact: TABLES,
  account: TABLES,
});
