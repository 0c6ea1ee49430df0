/** A revision of something: what it is of, and which it is. */
export interface Revised {
  readonly id: string;
  readonly revision: number;
}

/**
 * The newest revision of each, in the order of the ids: transactions that write the same rows can then not wait for each
 * other in a circle.
 * @param read what an event is a revision of
 */
export function newestOfEach<E>(events: readonly E[], read: (event: E) => Revised): E[] {
  const newest = new Map<string, E>();
  for (const event of events) {
    const { id, revision } = read(event);
    const known = newest.get(id);
    if (known === undefined || read(known).revision < revision) newest.set(id, event);
  }
  return [...newest].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, event]) => event);
}
