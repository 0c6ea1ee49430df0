import type { RunningService } from '#service-kit';
import { Harness } from '#testing';
import { directory } from '../app.module.js';

let harness: Harness;
let service: RunningService;

beforeAll(async () => {
  harness = await Harness.start();
  service = await harness.run(directory);
  // Their ids are in another order than they became known.
  for (const [contactId, phone] of [
    ['zoe', '+4915112345678'],
    ['mia', undefined],
    ['ann', '+4915112345679'],
  ])
    await call('PUT', `/v1/contacts/${contactId}`, { email: `${contactId}@acme.example`, ...(phone && { phone }) });
}, 60_000);
afterAll(() => harness?.stop(), 30_000);

const call = (method: string, path: string, body?: unknown) => harness.call(service, method, path, body);
const idsOf = (items: { contactId: string }[]) => items.map(({ contactId }) => contactId);

describe('contacts by when they became known', () => {
  it('come one after the other, page by page, each once', async () => {
    const first = await call('GET', '/v1/contacts-by-creation?limit=2');
    expect(idsOf(first.body.items)).toEqual(['zoe', 'mia']);
    const next = await call(
      'GET',
      `/v1/contacts-by-creation?limit=2&cursor=${encodeURIComponent(first.body.nextCursor)}`,
    );
    expect(idsOf(next.body.items)).toEqual(['ann']);
    expect(next.body.nextCursor).toBeNull();
  });

  it('keep their place when they change', async () => {
    await call('PATCH', '/v1/contacts/zoe', { name: 'Zoe' });
    const { body } = await call('GET', '/v1/contacts-by-creation');
    expect(idsOf(body.items)).toEqual(['zoe', 'mia', 'ann']);
  });

  it('can be narrowed to a span of time, both ends included', async () => {
    const { body } = await call('GET', '/v1/contacts-by-creation');
    const at = body.items[1].createdAt;
    expect(idsOf((await call('GET', `/v1/contacts-by-creation?from=${at}`)).body.items)).toEqual(['mia', 'ann']);
    expect(idsOf((await call('GET', `/v1/contacts-by-creation?to=${at}`)).body.items)).toEqual(['zoe', 'mia']);
  });

  it.each(['x', '2026-13-45T99:00:00.000Z~zoe'])('refuse the cursor %s', async (cursor) => {
    const answer = await call('GET', `/v1/contacts-by-creation?cursor=${cursor}`);
    expect(answer).toMatchObject({ status: 400, body: { errors: [{ field: 'cursor' }] } });
  });
});

describe('contacts', () => {
  it('are found by their number', async () => {
    const { body } = await call('GET', '/v1/contacts?phone=%2B4915112345678');
    expect(idsOf(body.items)).toEqual(['zoe']);
  });

  it('are found many at once; who is not known is left out, a merged id leads to its survivor', async () => {
    await call('PUT', '/v1/contacts/mia-2', { name: 'Mia' });
    await call('POST', '/v1/contacts/mia/merge', { duplicateId: 'mia-2' });
    const { body } = await call('POST', '/v1/contacts/lookup', { contactIds: ['mia-2', 'nobody', 'ann'] });
    expect(body.items).toHaveLength(2);
    expect(body.items).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ contactId: 'mia', mergedFrom: 'mia-2' }),
        expect.objectContaining({ contactId: 'ann', createdAt: expect.any(String) }),
      ]),
    );
  });
});
