import type { Transaction } from '#messaging';
import { InvalidRequest } from '#service-kit';
import type { AttributeDeclaration } from '../attributes/attribute.rules.js';
import { declarationsOf } from '../upserts/fold-upserts.action.js';
import { type GivenMapping, type SegmentMapping, wholeMapping } from './mapping.rules.js';
import { mappingProblems } from './mapping-problems.rules.js';

/** What is declared of the attributes of contacts and accounts, by name. */
export type Declarations = Readonly<Record<'contact' | 'account', ReadonlyMap<string, AttributeDeclaration>>>;

/** Reads what is declared of the attributes of contacts and accounts. */
export async function readDeclarations(transaction: Transaction): Promise<Declarations> {
  const [contact, account] = await Promise.all([
    declarationsOf('contact', transaction),
    declarationsOf('account', transaction),
  ]);
  return { contact, account };
}

/**
 * Takes a caller's mapping, whole.
 * @throws InvalidRequest naming every place that is wrong, and why
 */
export function checkedMapping(given: object, { contact, account }: Declarations): SegmentMapping {
  const declared = { contact: new Set(contact.keys()), account: new Set(account.keys()) };
  const problems = mappingProblems(given, declared);
  if (problems.length === 0) return wholeMapping(given as GivenMapping);
  throw new InvalidRequest(problems.map(({ field, reason }) => `${field} ${reason}`).join('; '), problems);
}
