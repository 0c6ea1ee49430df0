import { doesCount, type Standing, type TrustState } from './trust.rules.js';

/** What a person decides about a response. */
export type Verdict = 'exclude' | 'restore' | 'confirm';

/** Where a verdict leads, or why it makes no sense. */
export type VerdictOutcome =
  | { readonly standing: Standing; readonly change: 'excluded' | 'restored' | 'confirmed' }
  | { readonly conflict: string };

const SAID: Readonly<Record<TrustState, string>> = {
  provisional: 'the response counts: there is nothing to confirm or restore',
  confirmed: 'the response counts: there is nothing to confirm or restore',
  set_aside: 'the response is set aside, not excluded: it can be confirmed',
  excluded: 'the response is excluded already',
};

/**
 * Where a response stands after a person's verdict.
 * @param before where it stood before it was excluded: restoring takes nothing back but the exclusion
 * @param reason the person's words, for an exclusion
 */
export function standingByVerdict(
  verdict: Verdict,
  now: Standing,
  before: Standing | undefined,
  reason?: string,
): VerdictOutcome {
  if (verdict === 'exclude') {
    if (now.state === 'excluded') return { conflict: SAID.excluded };
    return { standing: { state: 'excluded', stateReason: reason ?? null }, change: 'excluded' };
  }
  if (verdict === 'confirm') {
    if (now.state === 'set_aside') return { standing: COUNTING, change: 'confirmed' };
    return { conflict: now.state === 'excluded' ? 'the response is excluded: it can be restored' : SAID[now.state] };
  }
  if (now.state !== 'excluded') return { conflict: SAID[now.state] };
  const stoodAside = before !== undefined && !doesCount(before);
  return { standing: stoodAside ? before : COUNTING, change: 'restored' };
}

const COUNTING: Standing = { state: 'confirmed', stateReason: null };
