import { Injectable } from '@nestjs/common';
import { contracts } from '#contracts';
import { Clock, decode, type Transaction, Transactions, UnprocessableEvent } from '#messaging';
import { accountKind } from '../accounts/fold-accounts.action.js';
import { DirectoryConfig } from '../config.js';
import { contactKind } from '../contacts/fold-contacts.action.js';
import { type Kind, upsertProblem } from '../upserts/fold-upserts.action.js';
import type { Patch, Versioned } from '../upserts/upsert.rules.js';
import { NEWEST_MAPPING, newestOf, type SavedMapping } from './active-mapping.query.js';
import { checkedMapping, type Declarations, readDeclarations } from './checked-mapping.action.js';
import { type MapMessage, messageMapper, type Outcome } from './map-message.rules.js';
import { type Trial, trialOf } from './try-mapping.rules.js';

/** What samples would become, of themselves or because of the others. */
type Tried = Outcome | { readonly outcome: 'ignored'; readonly reason: 'type_not_needed' | 'same_message_id' };

/** Says what sample messages would become, by the rules of the real ones, and writes nothing. */
@Injectable()
export class TryMapping {
  constructor(
    private readonly transactions: Transactions,
    private readonly clock: Clock,
    private readonly config: DirectoryConfig,
  ) {}

  /**
   * @param draft tried instead of the mapping that holds
   * @throws InvalidRequest naming every place of the draft that is wrong
   */
  async run(samples: readonly unknown[], draft?: object): Promise<Trial[]> {
    const { map, declarations } = await this.transactions.run((transaction) => this.ready(transaction, draft));
    const seen = new Set<string>();
    return samples.map((sample, index) => trialOf(index, sample, this.attempt(sample, map, declarations, seen)));
  }

  private async ready(transaction: Transaction, draft: object | undefined) {
    const declarations = await readDeclarations(transaction);
    const mapping = draft
      ? checkedMapping(draft, declarations)
      : newestOf(await transaction.query<SavedMapping>(NEWEST_MAPPING)).mapping;
    return { map: messageMapper(mapping), declarations };
  }

  private attempt(sample: unknown, map: MapMessage, declarations: Declarations, seen: Set<string>): Tried {
    let event: ReturnType<typeof readSample>;
    try {
      event = readSample(sample);
    } catch (error) {
      if (!(error instanceof UnprocessableEvent)) throw error;
      return { outcome: 'refused', field: error.field ?? 'value', reason: error.message };
    }
    if (!event) return { outcome: 'ignored', reason: 'type_not_needed' };
    if (seen.has(event.id)) return { outcome: 'ignored', reason: 'same_message_id' };
    seen.add(event.id);
    const outcome = map(event.data, event.time, this.clock.now());
    if (outcome.outcome !== 'mapped') return outcome;
    const strict = this.config.undeclaredAttributes === 'refused';
    const problem =
      problemOf(contactKind as unknown as AnyKind, outcome.contact, declarations, strict) ??
      problemOf(accountKind as unknown as AnyKind, outcome.account, declarations, strict);
    return problem ? { outcome: 'refused', ...problem } : outcome;
  }
}

type AnyKind = Kind<Versioned, Patch>;

function problemOf(kind: AnyKind, upsert: Patch | undefined, declarations: Declarations, strict: boolean) {
  return upsert && upsertProblem(kind, upsert, declarations[kind.subject], strict);
}

/** Reads a sample as a record of the topic is read. */
function readSample(sample: unknown) {
  const { topic } = contracts.segmentMessage;
  const value = Buffer.from(JSON.stringify(sample) ?? 'null');
  const record = { topic, partition: 0, offset: '0', key: null, headers: {}, value };
  return decode(record, topic, [contracts.segmentMessage]);
}
