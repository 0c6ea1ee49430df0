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

/** Who may publish a contract: the service that its package names, or `crm` for the outside. */
export function ownerOf(contract: Contract<unknown>): string {
  return contract.type.split('.')[1]!.replaceAll('_', '-');
}

/** An event's short name: `JourneyEventRecorded`. */
export function nameOf(contract: Contract<unknown>): string {
  return contract.message.name;
}

/** Every contract, in the order of the table. */
export const allContracts: readonly Contract<unknown>[] = Object.values(contracts);
