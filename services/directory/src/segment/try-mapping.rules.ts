import type { Outcome } from './map-message.rules.js';

/** What one sample would become. */
export interface Trial {
  /** Its place among the samples, from 0. */
  readonly index: number;
  readonly messageId: string | null;
  readonly type: string | null;
  readonly event: string | null;
  readonly outcome: Outcome['outcome'];
  /** Why it would be ignored or refused. */
  readonly reason: string | null;
  /** What is wrong with one that would be refused. */
  readonly field: string | null;
  readonly contact: object | null;
  readonly account: object | null;
  readonly journeyEvent: object | null;
}

/** What the samples would become together. */
export interface TrialCounts {
  readonly messages: number;
  readonly mapped: number;
  readonly ignored: number;
  readonly refused: number;
  readonly contacts: number;
  readonly accounts: number;
  readonly journeyEvents: number;
  /** Events that no rule names, the most frequent first. */
  readonly unmappedEvents: readonly { readonly event: string; readonly messages: number }[];
}

/** Describes one sample and what it would become. */
export function trialOf(
  index: number,
  sample: unknown,
  outcome: Outcome | { outcome: 'ignored'; reason: string },
): Trial {
  const given = (typeof sample === 'object' && sample !== null ? sample : {}) as Readonly<Record<string, unknown>>;
  const { field, reason, contact, account, journeyEvent } = outcome as Partial<Trial>;
  return {
    index,
    messageId: textOf(given.messageId),
    type: textOf(given.type),
    event: textOf(given.event),
    outcome: outcome.outcome,
    reason: reason ?? null,
    field: field ?? null,
    contact: contact ?? null,
    account: account ?? null,
    journeyEvent: journeyEvent ?? null,
  };
}

/** Counts what samples would become. */
export function countTrials(trials: readonly Trial[]): TrialCounts {
  const count = (holds: (trial: Trial) => boolean) => trials.filter(holds).length;
  const unmapped = Map.groupBy(
    trials.filter(({ reason }) => reason === 'unmapped_event'),
    ({ event }) => event ?? '',
  );
  return {
    messages: trials.length,
    mapped: count(({ outcome }) => outcome === 'mapped'),
    ignored: count(({ outcome }) => outcome === 'ignored'),
    refused: count(({ outcome }) => outcome === 'refused'),
    contacts: count(({ contact }) => contact !== null),
    accounts: count(({ account }) => account !== null),
    journeyEvents: count(({ journeyEvent }) => journeyEvent !== null),
    unmappedEvents: [...unmapped]
      .map(([event, those]) => ({ event, messages: those.length }))
      .sort((a, b) => b.messages - a.messages),
  };
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}
