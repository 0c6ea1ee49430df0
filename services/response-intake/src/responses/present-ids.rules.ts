/** Whom ids mean today: some were merged into others, and the personal data of some contacts were erased. */
export interface PresentIds {
  /** Survivors by the ids of contacts that were merged. */
  readonly contacts: ReadonlyMap<string, string>;
  /** Survivors by the ids of accounts that were merged. */
  readonly accounts: ReadonlyMap<string, string>;
  readonly erased: ReadonlySet<string>;
}

/** When nobody was merged nor erased. */
export const AS_THEY_WERE: PresentIds = { contacts: new Map(), accounts: new Map(), erased: new Set() };

interface OfSomebody {
  readonly contactId?: string;
  readonly accountId?: string | null;
}

/** The same under the ids of the survivors. */
export function underPresentIds<T extends OfSomebody>(it: T, { contacts, accounts }: PresentIds): T {
  const contactId = it.contactId && contacts.get(it.contactId);
  const accountId = it.accountId && accounts.get(it.accountId);
  if (!contactId && !accountId) return it;
  return { ...it, ...(contactId && { contactId }), ...(accountId && { accountId }) };
}
