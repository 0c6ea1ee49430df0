/** A part of the contacts, by a hash; all events of a contact are in the same. */
export interface Slice {
  readonly index: number;
  readonly of: number;
  /** Whether people of one account are in one slice, as an account's cap needs it. */
  readonly byAccount: boolean;
  /** The groups of accounts that one contact joins; see `groupsOf`. */
  readonly groups: Readonly<Record<string, string>>;
}

/** Contacts of a slice: each can have been asked, at about 300 bytes, or wait, at one or two KiB. */
const CONTACTS = 50_000;
/** Events of a slice: each can wait, at about 500 bytes. */
const EVENTS = 200_000;

/**
 * Into how many parts contacts are divided, so that each part's budgets and deferred asks fit into a fixed amount of
 * memory. Each part reads past all events: the fewer, the quicker.
 */
export function sliceCount(contacts: number, events: number): number {
  return Math.max(1, Math.ceil(contacts / CONTACTS), Math.ceil(events / EVENTS));
}

/** The accounts (or the contact's own id, where an event had none) that one contact's events named. */
export interface Roaming {
  readonly contactId: string;
  readonly keys: readonly string[];
}

/**
 * Joins what must be in one slice because a contact belongs to several accounts: each key's group is named by one of its
 * keys; a key that is its own group is absent.
 */
export function groupsOf(roaming: readonly Roaming[]): Record<string, string> {
  const parents = new Map<string, string>();
  const rootOf = (key: string): string => {
    let root = key;
    for (let parent = parents.get(root); parent !== undefined; parent = parents.get(root)) root = parent;
    if (root !== key) parents.set(key, root);
    return root;
  };
  for (const { keys } of roaming) {
    const [first, ...others] = keys;
    for (const other of others) {
      const root = rootOf(first!);
      if (rootOf(other) !== root) parents.set(rootOf(other), root);
    }
  }
  return Object.fromEntries([...parents.keys()].map((key) => [key, rootOf(key)]));
}
