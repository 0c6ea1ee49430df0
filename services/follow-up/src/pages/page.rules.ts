/** A page of a list; `nextCursor` is the id of its last item where more follow. */
export interface Page<T> {
  readonly items: T[];
  readonly nextCursor: string | null;
}

/** Makes a page of rows that were read with a limit of one more than the page holds. */
export function toPage<T>(rows: T[], limit: number, idOf: (row: T) => string): Page<T> {
  if (rows.length <= limit) return { items: rows, nextCursor: null };
  const items = rows.slice(0, limit);
  return { items, nextCursor: idOf(items.at(-1)!) };
}
