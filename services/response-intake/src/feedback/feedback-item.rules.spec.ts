import { readFeedback } from './feedback-item.rules.js';

const now = new Date('2026-03-02T12:00:00Z');
const item = {
  source: 'zendesk',
  externalId: '4711',
  kind: 'ticket',
  text: 'The export takes ten minutes.',
  writtenAt: '2026-03-01T09:30:00Z',
};
const read = (change: object) => readFeedback({ ...item, ...change }, now);

describe('a feedback item', () => {
  it('is read with all that its source may tell', () => {
    const whole = {
      ...item,
      title: 'Slow export',
      contactId: 'maria',
      email: 'maria@acme.example',
      accountId: 'acme',
      rating: { value: 2, lowest: 1, highest: 5 },
      language: 'pt-BR',
      url: 'https://acme.zendesk.example/tickets/4711',
    };
    expect(readFeedback({ ...whole, updatedAt: '2026-03-02T09:30:00+01:00' }, now)).toEqual({
      feedback: {
        ...whole,
        writtenAt: new Date('2026-03-01T09:30:00Z'),
        updatedAt: new Date('2026-03-02T08:30:00Z'),
        deleted: false,
      },
    });
  });

  it('is as old as it was when written, where its source tells no edit', () => {
    expect(read({}).feedback?.updatedAt).toEqual(new Date(item.writtenAt));
  });

  it('needs no text where it was deleted', () => {
    expect(read({ text: undefined, deleted: true }).feedback).toMatchObject({ deleted: true });
  });

  it.each([
    ['an empty title', { title: '' }, { title: undefined }],
    ['a rating that is null', { rating: null }, { rating: undefined }],
    ['an underscore in a language', { language: 'pt_br' }, { language: 'pt-BR' }],
    ['half of a character', { text: 'so \ud83d' }, { text: 'so \ufffd' }],
    ['half of a character in its id', { externalId: 'so \ud83d' }, { externalId: 'so \ufffd' }],
    ['a clock that is a little ahead', { writtenAt: '2026-03-02T12:04:00Z' }, {}],
    ['a rating below zero', { rating: { value: -5, lowest: -10, highest: 10 } }, {}],
    ['50,000 characters', { text: 'x'.repeat(50_000) }, {}],
  ])('is taken with %s', (_, change, read_) => {
    expect(read(change).problems).toBeUndefined();
    const { title, rating, language, text, externalId } = read(change).feedback!;
    expect({ title, rating, language, text, externalId }).toMatchObject(read_);
  });

  it.each([
    ['source', { source: undefined }],
    ['source', { source: 'x'.repeat(201) }],
    ['externalId', { externalId: 4711 }],
    ['externalId', { externalId: '   ' }],
    ['kind', { kind: 'answer' }],
    ['text', { text: undefined }],
    ['text', { text: '' }],
    ['text', { text: 'a\0b' }],
    ['text', { text: 'x'.repeat(50_001) }],
    ['title', { title: 'x'.repeat(501) }],
    ['email', { email: 'maria' }],
    ['rating', { rating: 4 }],
    ['rating', { rating: { value: 6, lowest: 1, highest: 5 } }],
    ['rating', { rating: { value: 0, lowest: 1, highest: 5 } }],
    ['rating', { rating: { value: 5, lowest: 5, highest: 5 } }],
    ['rating', { rating: { value: '4', lowest: 1, highest: 5 } }],
    ['rating', { rating: { value: Number.NaN, lowest: 1, highest: 5 } }],
    ['rating', { rating: { value: 4, lowest: 1, highest: 5, scale: 'stars' } }],
    ['language', { language: 'not a language' }],
    ['url', { url: 'http://acme.example/1' }],
    ['url', { url: 'https://user:secret@acme.example/1' }],
    ['url', { url: 'javascript:alert(1)' }],
    ['writtenAt', { writtenAt: '2026-03-01' }],
    ['writtenAt', { writtenAt: '1969-12-31T23:59:59Z' }],
    ['writtenAt', { writtenAt: '2026-03-02T12:06:00Z' }],
    ['writtenAt', { writtenAt: 1_772_000_000 }],
    ['updatedAt', { updatedAt: '2027-01-01T00:00:00Z' }],
    ['deleted', { deleted: 'true' }],
    ['score', { score: 9 }],
    ['toString', { toString: 'x' }],
  ])('is refused by the name of %s for %j', (field, change) => {
    expect(read(change).problems?.map((it) => it.field)).toEqual([field]);
  });

  it.each([[null], ['text'], [[item]], [7]])('is no %j', (given) => {
    expect(readFeedback(given, now).problems).toEqual([{ field: 'body', reason: 'must be a JSON object' }]);
  });
});
