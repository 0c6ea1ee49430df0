/** A record on its way to Kafka, as it lies in the outbox. */
export interface OutboxMessage {
  /** Topic without the deployment's prefix. */
  readonly topic: string;
  readonly key: string | null;
  readonly headers: Readonly<Record<string, string>>;
  /** The record's value: JSON, or base64 where `binary` is set. */
  readonly value: string | null;
  readonly binary?: true;
}

/**
 * Writes messages as lines: what surrounds the value as JSON, a tab, the value. Neither JSON nor base64 contains a tab or
 * a line break, so that a value stays as it is: readable in the table, and never parsed on its way to Kafka.
 */
export function writeMessages(messages: readonly OutboxMessage[]): string {
  return messages.map(({ value, ...around }) => `${JSON.stringify(around)}\t${value ?? ''}`).join('\n');
}

/** Reads what `writeMessages` wrote; an empty value is none. */
export function readMessages(lines: string): OutboxMessage[] {
  return lines.split('\n').map((line) => {
    const tab = line.indexOf('\t');
    return { ...(JSON.parse(line.slice(0, tab)) as Omit<OutboxMessage, 'value'>), value: line.slice(tab + 1) || null };
  });
}
