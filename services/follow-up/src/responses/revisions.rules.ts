/** What an event says about one revision of a response. */
export interface Revised {
  readonly responseId: string;
  readonly revision: number;
}

/**
 * The newest revision of each response, in the order of the ids: transactions that write the same rows can then not
 * wait for each other in a circle.
 */
export function newestOfEach<E>(events: readonly E[], read: (event: E) => Revised): E[] {
  const newest = new Map<string, E>();
  for (const event of events) {
    const { responseId, revision } = read(event);
    const known = newest.get(responseId);
    if (known === undefined || read(known).revision < revision) newest.set(responseId, event);
  }
  return [...newest].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, event]) => event);
}

/**
 * The events, in their order, that each raise a response's revision; the others are stale.
 * @param stored the revision of each response before these events; nothing of a response that is not in it is new
 */
export function raising<E>(
  events: readonly E[],
  read: (event: E) => Revised,
  stored: ReadonlyMap<string, number>,
): E[] {
  const reached = new Map(stored);
  return events.filter((event) => {
    const { responseId, revision } = read(event);
    const raises = revision > (reached.get(responseId) ?? Number.POSITIVE_INFINITY);
    if (raises) reached.set(responseId, revision);
    return raises;
  });
}
