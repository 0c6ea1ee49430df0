import { type Contract, contracts } from '../index.js';
import type { Descriptions } from './descriptions.js';

/** Who reacts to which event. */
export interface Reaction {
  readonly service: string;
  /** The consumer's sentence, such as `open-case-when-response-scored`. */
  readonly consumer: string;
  readonly contract: Contract<unknown>;
}

/** What the documents are made from: the table of contracts, and these. */
export interface Flow {
  readonly descriptions: Descriptions;
  readonly reactions: readonly Reaction[];
}

/** An event's short name: `JourneyEventRecorded`. */
export function nameOf(contract: Contract<unknown>): string {
  return contract.message.name;
}

/** Every contract, in the order of the table. */
export const allContracts: readonly Contract<unknown>[] = Object.values(contracts);
