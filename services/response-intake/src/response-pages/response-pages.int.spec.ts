import { newId } from '#messaging';
import type { RunningService } from '#service-kit';
import { Harness } from '#testing';
import { responseIntake } from '../app.module.js';
import { LINK_SECRET } from '../fixtures/intake.js';

const START = Date.parse('2026-03-01T00:00:00Z');
const HOUR = 3_600_000;
const at = (hour: number) => new Date(START + hour * HOUR).toISOString();
let harness: Harness;
let service: RunningService;

/** One response an hour; the second is excluded, and the first was changed last. */
const rows = Array.from({ length: 6 }, (_, hour) => ({
  id: newId(START + hour * HOUR),
  contactId: hour % 2 === 0 ? 'even' : 'odd',
  state: hour === 1 ? 'excluded' : hour === 2 ? 'provisional' : 'confirmed',
  revisedAt: at(hour === 0 ? 24 : hour),
  answeredAt: at(hour),
}));

beforeAll(async () => {
  harness = await Harness.start();
  service = await harness.run(responseIntake, { env: { LINK_SECRET } });
  for (const { id, contactId, state, revisedAt, answeredAt } of rows)
    await harness.database.query(
      `INSERT INTO response_intake.responses (response_id, revision, contact_id, touchpoint, score, channel, answered_at,
         revised_at, state, source, external_id) VALUES ($1::uuid, 1, $2, 'a.b', 9, 'api', $3, $4, $5, 'delighted', 'x' || $1)`,
      [id, contactId, answeredAt, revisedAt, state],
    );
}, 60_000);
afterAll(() => harness?.stop(), 30_000);

const hours = async (query: string) => {
  const { body } = await harness.call(service, 'GET', `/v1/response-pages?${query}`);
  return body.items.map(({ responseId }: { responseId: string }) => rows.findIndex(({ id }) => id === responseId));
};

describe('a numbered page', () => {
  it.each([
    ['', [0, 2, 3, 4, 5]],
    ['limit=2', [0, 2]],
    ['limit=2&offset=2', [3, 4]],
    ['limit=2&offset=4', [5]],
    ['offset=99', []],
    ['newestFirst=true&limit=2&offset=1', [4, 3]],
    ['order=revised', [2, 3, 4, 5, 0]],
    ['order=revised&newestFirst=true&limit=1', [0]],
    [`answeredFrom=${at(3)}`, [3, 4, 5]],
    [`answeredTo=${at(3)}`, [0, 2, 3]],
    [`revisedFrom=${at(5)}`, [0, 5]],
    [`revisedTo=${at(3)}&answeredFrom=${at(2)}`, [2, 3]],
    ['contactId=odd', [3, 5]],
    ['touchpoint=a.b&contactId=even', [0, 2, 4]],
    ['touchpoint=other', []],
  ])('by "%s" has the responses that count: %j', async (query, expected) => {
    expect(await hours(query)).toEqual(expected);
  });

  it('shows one response by its id here or in its source, and none that does not count', async () => {
    const show = (id: string, source = '') => harness.call(service, 'GET', `/v1/response-pages/${id}${source}`);
    expect(await show(rows[0]!.id)).toMatchObject({ status: 200, body: { contactId: 'even' } });
    expect((await show(`x${rows[3]!.id}`, '?source=delighted')).body).toMatchObject({ responseId: rows[3]!.id });
    expect((await show(`x${rows[3]!.id}`, '?source=other')).status).toBe(404);
    expect((await show(rows[1]!.id)).status).toBe(404);
  });

  it('says when contacts last answered', async () => {
    const question = { contactIds: ['odd', 'even', 'nobody'] };
    const { body } = await harness.call(service, 'POST', '/v1/response-pages/last-answers', question);
    expect(body.items).toHaveLength(2);
    expect(body.items).toEqual(expect.arrayContaining([{ contactId: 'odd', answeredAt: at(5) }]));
  });
});
