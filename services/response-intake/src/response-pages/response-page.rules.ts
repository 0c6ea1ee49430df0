/** When responses were answered and last changed, both ends included. */
export interface Bounds {
  readonly answeredFrom?: Date;
  readonly answeredTo?: Date;
  readonly revisedFrom?: Date;
  readonly revisedTo?: Date;
}

/** A condition in SQL, in which `?` stands for its parameter. */
export interface BoundCondition {
  readonly sql: string;
  readonly parameter: Date | string;
}

const CLOCKS_DIFFER_MS = 60_000;

/**
 * The smallest id of a response that came in at a moment: ids are UUIDv7 (RFC 9562), which begin with their time. Nobody
 * answers later than the answer comes in, so that ids before it need not be looked at for later answers.
 */
export function firstIdSince(moment: Date): string {
  const hex = Math.max(0, moment.getTime() - CLOCKS_DIFFER_MS)
    .toString(16)
    .padStart(12, '0');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-7000-8000-000000000000`;
}

/** The conditions of bounds. */
export function boundsOf({ answeredFrom, answeredTo, revisedFrom, revisedTo }: Bounds): BoundCondition[] {
  const conditions: (BoundCondition | undefined)[] = [
    answeredFrom && { sql: 'response_id >= ?', parameter: firstIdSince(answeredFrom) },
    answeredFrom && { sql: 'answered_at >= ?', parameter: answeredFrom },
    answeredTo && { sql: 'answered_at <= ?', parameter: answeredTo },
    revisedFrom && { sql: 'revised_at >= ?', parameter: revisedFrom },
    revisedTo && { sql: 'revised_at <= ?', parameter: revisedTo },
  ];
  return conditions.filter((it) => it !== undefined);
}
