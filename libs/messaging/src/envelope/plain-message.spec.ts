import { contracts } from '#contracts';
import { UnprocessableEvent } from '../consuming/errors.js';
import { decode } from './decode.js';

const { topic } = contracts.segmentMessage;
const message = {
  type: 'track',
  messageId: 'm-1',
  userId: 'maria',
  event: 'Ticket Closed',
  timestamp: '2026-01-02T03:04:05.678Z',
};

const read = (value: unknown, key: string | null = null, headers: Record<string, string> = {}) => {
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  const record = { topic, partition: 0, offset: '0', key, headers, value: Buffer.from(text) };
  return decode(record, topic, [contracts.segmentMessage]);
};
const problem = (value: unknown) => {
  try {
    read(value);
  } catch (error) {
    if (error instanceof UnprocessableEvent) return { field: error.field, reason: error.message };
    throw error;
  }
  return 'was read';
};

describe('a plain message', () => {
  it('is an event of its own id, time and source, without any header or key', () => {
    const event = read(message)!;
    expect(event).toMatchObject({ id: 'm-1', source: 'segment', key: 'maria', correlationId: 'm-1' });
    expect(event.time).toEqual(new Date('2026-01-02T03:04:05.678Z'));
    expect(event.data).toEqual({ ...message, subject: 'maria' });
    expect(event.record.key).toBe('maria');
  });

  it.each([
    [{ userId: 'u', anonymousId: 'a', groupId: 'g' }, 'u'],
    [{ userId: '', anonymousId: 'a', groupId: 'g' }, 'a'],
    [{ userId: null, groupId: 'g' }, 'g'],
    [{ userId: 4711 }, '4711'],
  ])('of %j is kept in order by %s, whatever key it came with', (ids, key) => {
    expect(read({ ...message, userId: undefined, ...(ids as object) }, 'another')).toMatchObject({
      key,
      record: { key },
    });
  });

  it.each([
    [
      { timestamp: undefined, originalTimestamp: '2026-02-01T00:00:00Z', receivedAt: '2026-03-01T00:00:00Z' },
      '2026-02-01',
    ],
    [{ timestamp: null, receivedAt: '2026-03-01T00:00:00Z' }, '2026-03-01'],
  ])('of %j happened when the best of its times says', (times, day) => {
    expect(read({ ...message, ...times })!.time.toISOString()).toContain(day);
  });

  it('may hold whatever else its platform sends', () => {
    const more = {
      version: '2',
      channel: 'server',
      integrations: { All: true },
      context: { traits: { n: 1.5, deep: [null, {}] } },
    };
    expect(read({ ...message, ...more, version: 2 })!.data).toEqual({
      ...message,
      subject: 'maria',
      context: more.context,
    });
  });

  it.each(['page', 'screen', 'alias'])('of the type %s is passed over, whatever it holds', (type) => {
    expect(read({ type })).toBeUndefined();
  });

  it.each<[string, unknown, string, string]>([
    ['broken JSON', '{"type":', 'value', 'the value is not JSON'],
    ['a list', [message], 'value', 'the value is no JSON object'],
    ['no message id', { ...message, messageId: undefined }, 'messageId', 'messageId is missing or empty'],
    ['an empty message id', { ...message, messageId: '' }, 'messageId', 'messageId is missing or empty'],
    ['no type', { ...message, type: undefined }, 'type', 'type is missing or empty'],
    ['nobody', { ...message, userId: undefined }, 'userId', 'none of userId, anonymousId, groupId is given'],
    [
      'a time that is none',
      { ...message, timestamp: 'yesterday' },
      'timestamp',
      expect.stringContaining('date-time') as never,
    ],
    ['traits that are no object', { ...message, traits: 'none' }, 'traits', 'traits must be object'],
    ['U+0000', { ...message, event: 'a\0b' }, 'event', expect.stringContaining('U+0000') as never],
    [
      'an id of 201 characters',
      { ...message, messageId: 'm'.repeat(201) },
      'id',
      expect.stringContaining('at most 200') as never,
    ],
  ])('with %s is refused, naming the field', (_, value, field, reason) => {
    expect(problem(value)).toEqual({ field, reason });
  });

  it('may come as a CloudEvent as well', () => {
    const headers = { ce_specversion: '1.0', ce_id: 'e-1', ce_source: '/cdp', ce_type: contracts.segmentMessage.type };
    expect(read({ ...message, subject: 'maria' }, 'maria', headers)).toMatchObject({
      id: 'e-1',
      source: '/cdp',
      key: 'maria',
    });
  });
});
