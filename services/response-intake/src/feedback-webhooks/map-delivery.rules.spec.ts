import { readFeedback } from '../feedback/feedback-item.rules.js';
import { appStore, github, zendesk } from '../fixtures/deliveries.js';
import { definitionProblems } from './definition-problems.rules.js';
import { mapDelivery } from './map-delivery.rules.js';
import { type DeliveryMapping, MAPPED_FIELDS } from './webhook.rules.js';

const now = new Date('2026-03-10T00:00:00Z');
const plain = { source: 'x', kind: 'review' };
const fields = { externalId: '$.id', text: '$.text', writtenAt: '$.at' };
const map = (delivery: unknown, mapping: Partial<DeliveryMapping> = {}) =>
  mapDelivery(delivery, { ...plain, mapping: { fields, ...mapping } });
const good = { id: 7, text: 'good', at: '2026-03-01T00:00:00Z' };

describe('the documented examples', () => {
  it.each([
    ['a ticket', zendesk],
    ['an issue', github],
    ['reviews of an app store', appStore],
  ])('make good feedback items of %s', (_, { definition, delivery, items }) => {
    expect(definitionProblems(definition)).toEqual([]);
    const mapped = mapDelivery(delivery, definition);
    expect(mapped.items?.map(({ problems }) => problems)).toEqual(items.map(() => []));
    expect(mapped.items?.map(({ given }) => given)).toEqual(items);
    for (const { given } of mapped.items ?? []) expect(readFeedback(given, now).problems).toBeUndefined();
  });

  it('ignore what the mapping does not want', () => {
    expect(mapDelivery({ ...(github.delivery as object), action: 'labeled' }, github.definition)).toEqual({});
  });
});

describe('a delivery', () => {
  it('names each path that found nothing, where something has to be found', () => {
    expect(map({}).items).toEqual([
      {
        given: plain,
        problems: [
          { field: 'externalId', reason: 'is missing: the path $.id found nothing' },
          { field: 'text', reason: 'is missing: the path $.text found nothing' },
          { field: 'writtenAt', reason: 'is missing: the path $.at found nothing' },
        ],
      },
    ]);
  });

  it('needs no text where it says that the item was deleted', () => {
    const deleted = { path: '$.status', values: { gone: true }, otherwise: false };
    const mapped = map({ ...good, text: null, status: 'gone' }, { fields: { ...fields, deleted } });
    expect(mapped.items).toEqual([
      { given: { ...plain, externalId: '7', writtenAt: good.at, deleted: true }, problems: [] },
    ]);
  });

  it('may hold several items, with what they have in common', () => {
    const accountId = { path: '$.account', of: 'delivery' } as const;
    const delivery = { account: 'acme', events: [good, { ...good, id: 8 }] };
    const mapped = map(delivery, { items: '$.events[*]', fields: { ...fields, accountId } });
    expect(mapped.items?.map(({ given }) => [given.externalId, given.accountId])).toEqual([
      ['7', 'acme'],
      ['8', 'acme'],
    ]);
  });

  it('is not understood without items, or with too many', () => {
    const items = '$.events[*]';
    expect(map({ events: [] }, { items })).toEqual({
      problem: { field: 'items', reason: 'the path $.events[*] found nothing' },
    });
    expect(map({ events: Array.from({ length: 201 }, () => good) }, { items }).problem?.field).toBe('items');
  });

  it.each([
    ['writtenAt', { path: '$.v', format: 'epoch_s' }, 1_772_366_400, '2026-03-01T12:00:00.000Z'],
    ['writtenAt', { path: '$.v', format: 'epoch_ms' }, '1772366400000', '2026-03-01T12:00:00.000Z'],
    ['text', { constant: 'said nothing' }, 1, 'said nothing'],
    ['text', { path: '$.v', otherwise: 'said nothing' }, '', 'said nothing'],
    ['language', { path: '$.v', values: { english: 'en' } }, 'english', 'en'],
    ['externalId', '$.v', 4711, '4711'],
    ['deleted', '$.v', 'true', true],
    ['title', '$.v[0].name', [{ name: 'first' }], 'first'],
  ] as const)('gives %s by %j of %j as %j', (field, source, v, value) => {
    const [item] = map({ ...good, v }, { fields: { ...fields, [field]: source } }).items!;
    expect(item).toMatchObject({ given: { [field]: value }, problems: [] });
  });

  it.each([
    ['writtenAt', { path: '$.v', format: 'epoch_s' }, 'yesterday', 'is no epoch_s where the path $.v found it'],
    ['writtenAt', { path: '$.v', format: 'epoch_ms' }, 1e300, 'is no epoch_ms where the path $.v found it'],
    ['writtenAt', { path: '$.v', format: 'epoch_ms' }, [1], 'is no epoch_ms where the path $.v found it'],
    ['text', '$.v', { html: 'x' }, 'is no text where the path $.v found it'],
    ['deleted', '$.v', 'maybe', 'is neither true nor false where the path $.v found it'],
    ['language', { path: '$.v', values: { english: 'en' } }, 'toString', 'has no value for what the path $.v found'],
  ] as const)('cannot give %s by %j of %j', (field, source, v, reason) => {
    const [item] = map({ ...good, v }, { fields: { ...fields, [field]: source } }).items!;
    expect(item!.problems).toEqual([{ field, reason }]);
  });

  it('has no rating where nobody rated, and says what is wrong with one', () => {
    const rated = { ...fields, rating: { value: '$.stars', lowest: { constant: 1 }, highest: { constant: 5 } } };
    const of = (stars: unknown) => map({ ...good, stars }, { fields: rated }).items![0]!;
    expect(of(null)).toEqual({ given: { ...plain, externalId: '7', text: 'good', writtenAt: good.at }, problems: [] });
    expect(of('4').given.rating).toEqual({ value: 4, lowest: 1, highest: 5 });
    expect(of('four').problems).toEqual([{ field: 'rating', reason: 'is no number where the path $.stars found it' }]);
  });

  it('is not read where it holds more than anybody needs', () => {
    expect(map({ ...good, noise: Array.from({ length: 20_000 }, () => 1) })).toEqual({
      problem: { field: 'body', reason: 'holds more than 20000 values' },
    });
  });

  it('is read in time, however dear its paths are', () => {
    const dear = '$..[?count(@[?@ == "c"]) > 5]';
    const costly = Object.fromEntries(MAPPED_FIELDS.map((field) => [field, { path: dear, of: 'delivery' }]));
    const delivery = Array.from({ length: 199 }, (_, id) => ({ id, parts: Array.from({ length: 95 }, () => 'a') }));
    const started = performance.now();
    expect(map(delivery, { items: '$[*]', fields: costly as never }).items).toHaveLength(199);
    expect(map(delivery, { items: '$[0,0,0,0,0,0,0,0]' }).items).toHaveLength(1);
    expect(performance.now() - started).toBeLessThan(3_000);
  });

  it.each([[null], [7], ['text'], [[]]])('that is %j is not understood', (delivery) => {
    expect(map(delivery).items![0]!.problems).toHaveLength(3);
  });
});
