/** What an event says about one revision of a response. */
export interface Revised {
  /** The response's id. */
  readonly id: string;
  readonly revision: number;
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
    const { id, revision } = read(event);
    const raises = revision > (reached.get(id) ?? Number.POSITIVE_INFINITY);
    if (raises) reached.set(id, revision);
    return raises;
  });
}
