/**
 * The smallest id that a decision made at a moment can have: ids are UUIDv7 (RFC 9562), which begin with their time, so
 * that "decided since" is a range of the primary key and needs no index of its own.
 * @param time epoch milliseconds, not before 1970
 */
export function firstIdAt(time: number): string {
  const hex = Math.max(0, Math.floor(time)).toString(16).padStart(12, '0');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-7000-8000-000000000000`;
}

/** When a decision was made, in epoch milliseconds, as its id says. */
export function timeOfId(decisionId: string): number {
  return Number.parseInt(decisionId.slice(0, 8) + decisionId.slice(9, 13), 16);
}
