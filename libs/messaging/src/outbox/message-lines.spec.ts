import { eventLine, type OutboxMessage, RowWriter, readRow, writeLine } from './message-lines.js';

function writeRows(lines: readonly string[]) {
  const writer = new RowWriter();
  for (const line of lines) writer.add(line);
  return writer.rows();
}

const message = (value: string | null, binary?: true): OutboxMessage => ({
  topic: 'rapport.decisions.v1',
  key: 'tab\tand\nline',
  headers: { ce_id: '1', note: 'a\tb\nc' },
  value,
  ...(binary && { binary }),
});

describe('a row of the outbox', () => {
  it.each([
    ['one message', [message('{"a":"x\\ty\\nz"}')]],
    ['no value, and a binary one', [message(null), message('AAEC', true)]],
    [
      'more than fits as text',
      Array.from({ length: 500 }, (_, index) => message(JSON.stringify({ index, text: 'ação 🙂' }))),
    ],
  ])('is read as it was written: %s', (_, messages) => {
    expect(writeRows(messages.map(writeLine)).flatMap(readRow)).toEqual(messages);
  });

  it('is readable where it is small, and compressed where it is large', () => {
    expect(writeRows([writeLine(message('{}'))])[0]!.messages).toContain('rapport.decisions.v1');
    const [large] = writeRows(Array.from({ length: 500 }, () => writeLine(message('{"score":9}'))));
    expect(large!.messages).toBeNull();
    expect(large!.packed!.length).toBeLessThan(10_000);
  });

  it('holds so much as the relay claims at a time; the order goes on in the next', () => {
    const long = Array.from({ length: 700 }, (_, index) => writeLine(message(`${index} ${'ação'.repeat(500)}`)));
    const rows = writeRows([...long, writeLine(message('x'.repeat(400_000))), writeLine(message('last'))]);
    expect(rows.length).toBeGreaterThan(6);
    expect(Math.max(...rows.slice(0, -2).map(({ bytes }) => bytes))).toBeLessThan(270_000);
    const values = rows.flatMap(readRow).map(({ value }) => value!.split(' ')[0]!.slice(0, 4));
    expect(values).toEqual([...long.map((_, index) => String(index)), 'xxxx', 'last']);
  });

  it('holds an event with its CloudEvents headers, whatever is in its ids', () => {
    const odd = 'say "x"\t\n\\ ação';
    const event = {
      topic: 't',
      key: odd,
      id: odd,
      source: '/s',
      type: 'T',
      time: '2026-01-01T00:00:00.000Z',
      correlationId: odd,
    };
    const line = eventLine({ ...event, causationId: odd, lineage: odd, traceparent: odd }, '{"a":1}');
    expect(writeRows([line]).flatMap(readRow)).toEqual([
      {
        topic: 't',
        key: odd,
        headers: {
          ce_specversion: '1.0',
          ce_id: odd,
          ce_source: '/s',
          ce_type: 'T',
          ce_time: event.time,
          ce_subject: odd,
          ce_correlationid: odd,
          ce_causationid: odd,
          ce_lineage: odd,
          'content-type': 'application/json',
          traceparent: odd,
        },
        value: '{"a":1}',
      },
    ]);
  });
});
