/**
 * The smallest id that a response created at a moment can have: ids are UUIDv7 (RFC 9562), which begin with their time, so
 * that "created since" is a range of the primary key and needs no column of its own.
 * @param moment not before 1970
 */
export function firstIdAt(moment: Date): string {
  const hex = moment.getTime().toString(16).padStart(12, '0');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-7000-8000-000000000000`;
}

/** When a response was created, as its id says. */
export function createdAtOf(responseId: string): Date {
  return new Date(Number.parseInt(responseId.slice(0, 8) + responseId.slice(9, 13), 16));
}
