import { eventLine, type OutboxMessage, readRow, writeLine, writeRow } from './message-lines.js';

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
    expect(readRow(writeRow(messages.map(writeLine)))).toEqual(messages);
  });

  it('is readable where it is small, and compressed where it is large', () => {
    expect(writeRow([writeLine(message('{}'))]).messages).toContain('rapport.decisions.v1');
    const large = writeRow(Array.from({ length: 500 }, () => writeLine(message('{"score":9}'))));
    expect(large.messages).toBeNull();
    expect(large.packed!.length).toBeLessThan(10_000);
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
    expect(readRow(writeRow([line]))).toEqual([
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
