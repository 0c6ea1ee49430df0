import { setImmediate as nextTurn } from 'node:timers/promises';
import { type Tagged, tag } from './tagging.rules.js';

/** Reading takes a fraction of a millisecond, of the longest texts 50: heartbeats and requests must not wait for 500. */
const READ_IN_ONE_TURN = 50;

/** Reads many texts, each as `tag` does, and lets others have their turn in between; absent texts say nothing. */
export async function tagTexts(texts: readonly (string | undefined)[]): Promise<(Tagged | null)[]> {
  const tagged: (Tagged | null)[] = [];
  for (const text of texts) {
    if (tagged.length % READ_IN_ONE_TURN === READ_IN_ONE_TURN - 1) await nextTurn();
    tagged.push(text === undefined ? null : tag(text));
  }
  return tagged;
}
