import { contactIdOfEmail, contactIdOfPhone, type NamedIds, presentIds, type Transaction } from '#messaging';
import type { KnownPerson } from '../contacts/known-people.query.js';
import type { Identity } from './import-step.rules.js';
import { type KnownAddresses, knownByAddress } from './imported-people.query.js';

/** Whom the identities of a chunk mean; they are told apart as objects. */
export interface Meant {
  /** The contact: one who is known, or the id that the address makes; nothing where only an unknown id is given. */
  contactOf(identity: Identity): KnownPerson | undefined;
  /** Everybody who must not be asked where the identity must not: all contacts of the address, and the id that it makes. */
  everybodyOf(identity: Identity): readonly string[];
  isErased(contactId: string): boolean;
}

/**
 * Finds out whom identities mean today, under the ids of survivors. Until the transaction ends nobody merges or erases: call it
 * before anything is held.
 */
export async function whoIsMeant(
  transaction: Transaction,
  source: string,
  identities: readonly Identity[],
): Promise<Meant> {
  const known = await knownByAddress(transaction, source, identities);
  const found = new Map(
    identities.map((it) => [it, { contact: contactOf(it, known), everybody: everybodyOf(it, known) }]),
  );
  const named = [...found.values()].flatMap(({ contact, everybody }) => [
    ...everybody.map((contactId): NamedIds => ({ contactId })),
    ...(contact ? [contact] : []),
  ]);
  const ids = await presentIds(transaction, named);
  return {
    contactOf: (identity) => {
      const contact = found.get(identity)?.contact;
      return contact && ids.present(contact);
    },
    everybodyOf: (identity) =>
      (found.get(identity)?.everybody ?? [])
        .map((contactId) => ids.present({ contactId }).contactId)
        .filter((contactId) => !ids.isErased(contactId)),
    isErased: (contactId) => ids.isErased(contactId),
  };
}

function contactOf({ contactId, email, phone, personId }: Identity, known: KnownAddresses): KnownPerson | undefined {
  if (contactId) return known.byContact.get(contactId) ?? { contactId, accountId: null };
  if (email)
    return known.byEmail.get(email.toLowerCase())?.[0] ?? { contactId: contactIdOfEmail(email), accountId: null };
  if (phone) return known.byPhone.get(phone)?.[0] ?? { contactId: contactIdOfPhone(phone), accountId: null };
  return personId ? known.byPerson.get(personId) : undefined;
}

function everybodyOf(identity: Identity, known: KnownAddresses): string[] {
  const { contactId, email, phone, personId } = identity;
  const ids = [
    contactId ?? [],
    email ? [contactIdOfEmail(email), ...(known.byEmail.get(email.toLowerCase()) ?? []).map(idOf)] : [],
    phone ? [contactIdOfPhone(phone), ...(known.byPhone.get(phone) ?? []).map(idOf)] : [],
    (personId && known.byPerson.get(personId)?.contactId) || [],
  ];
  return [...new Set(ids.flat())];
}

const idOf = ({ contactId }: KnownPerson) => contactId;
