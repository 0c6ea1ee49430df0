import { Refused } from '../../replay/api.js';

const CONFLICT = 409;

/** Does what may have been done before, by an earlier start that came to no end: then it stays as it is. */
export async function once(work: () => Promise<unknown>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (!(error instanceof Refused && error.status === CONFLICT)) throw error;
  }
}
