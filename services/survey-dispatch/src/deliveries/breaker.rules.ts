import type { SendOutcome } from './delivery.rules.js';

const FIRST_WAIT_MS = 1_000;
const LONGEST_WAIT_MS = 60_000;

/** How long one message that probes a provider may take before another may probe. */
export const PROBE_MS = 120_000;

/** What an outcome says of the provider: nothing, that it works, or that it does not. */
export function verdictOf(outcome: SendOutcome): 'works' | 'fails' | undefined {
  if (outcome.kind === 'accepted' || outcome.kind === 'refused') return 'works';
  return outcome.kind === 'later' || outcome.kind === 'unclear' ? 'fails' : undefined;
}

/** How long to wait for the next probe after so many that failed, in milliseconds: doubled each time, a minute at the most. */
export function waitForProbe(failedProbes: number): number {
  return Math.min(FIRST_WAIT_MS * 2 ** failedProbes, LONGEST_WAIT_MS);
}
