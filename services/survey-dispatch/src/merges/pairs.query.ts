import { type MergedId, rowSet } from '#messaging';

/** Merged ids with their survivors, as the first parameters of a statement. */
export const merges = rowSet<MergedId>({
  merged_id: ['text', ({ id }) => id],
  survivor_id: ['text', ({ survivorId }) => survivorId],
});

/** `m (merged_id, survivor_id)`: the same in its FROM. */
export const PAIRS = `unnest(${merges.arrays}) AS m (${merges.names})`;
