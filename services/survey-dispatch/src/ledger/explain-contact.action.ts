import { Injectable } from '@nestjs/common';
import { Transactions } from '#messaging';
import { NotFound } from '#service-kit';
import { readKnownContacts } from '../contacts/known-contacts.query.js';
import type { KnownContact } from '../decisions/decide.rules.js';
import { type Condition, matches } from '../programs/audience.rules.js';
import { type DecisionRow, listDecisions } from './decisions.query.js';
import { type Circumstance, readCircumstances, readStanding, readWaitingEvents } from './why.query.js';
import { tell, tellNow } from './why.rules.js';

const TOLD = 20;

/** Says why a contact was, or was not, asked lately: in words and in data. */
@Injectable()
export class ExplainContact {
  constructor(private readonly transactions: Transactions) {}

  /** @throws NotFound where nothing is known of the contact */
  async explain(contactId: string) {
    const rows = await listDecisions(this.transactions.dataSource, { contactId, limit: TOLD });
    const { isKnown, waiting, decisions, ...standing } = await this.transactions.run(async (transaction) => {
      const ids = rows.map(({ decisionId }) => decisionId);
      const [stand, events, circumstances, contacts] = await Promise.all([
        readStanding(transaction, contactId),
        readWaitingEvents(transaction, contactId),
        readCircumstances(transaction, ids),
        readKnownContacts(transaction, [contactId], true),
      ]);
      const told = rows.map((row) => explained(row, circumstances.get(row.decisionId), contacts.get(contactId)));
      return { ...stand, waiting: events, decisions: told };
    });
    if (!isKnown && waiting.length === 0 && rows.length === 0 && standing.blocked === null)
      throw new NotFound(`nothing is known of contact ${contactId}`);
    const words = tellNow({ isKnown, waiting, ...standing }, decisions[0]);
    return { contactId, words, ...standing, waiting, decisions };
  }
}

function explained(row: DecisionRow, circumstance: Circumstance | undefined, contact: KnownContact | undefined) {
  const { invitation = null, askBefore = null, audience, attributes } = circumstance ?? {};
  const missed = audience ? missedBy(audience, contact, attributes ?? {}) : [];
  const known = { ...row, invitation, askBefore, missed };
  return { ...known, words: tell(known) };
}

/** The conditions that do not hold for a contact as things are now. */
function missedBy(
  audience: readonly Condition[],
  contact: KnownContact | undefined,
  event: Readonly<Record<string, unknown>>,
): Condition[] {
  const attributes = { event, contact: contact?.attributes ?? {}, account: contact?.accountAttributes ?? {} };
  return audience.filter((condition) => !matches([condition], attributes));
}
