/** How REST calls the segment of responses whose account, or whose account's segment, is not known. */
export const UNKNOWN_SEGMENT = 'unknown';

/** Keeps a key of the counts well below what an index can hold. */
const LONGEST_SEGMENT = 200;

/** The segment under which an account's responses count: '' where it has none, or one called "unknown". */
export function segmentOf(account: { segment?: string }): string {
  const segment = account.segment?.trim().slice(0, LONGEST_SEGMENT) ?? '';
  return segment === UNKNOWN_SEGMENT ? '' : segment;
}

/** A segment's name for readers. */
export function shownSegment(segment: string): string {
  return segment === '' ? UNKNOWN_SEGMENT : segment;
}

/** The segment that a reader asks for by its shown name. */
export function storedSegment(shown: string): string {
  return shown === UNKNOWN_SEGMENT ? '' : shown;
}
