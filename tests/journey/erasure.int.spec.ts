import { contracts, DEAD_LETTER_TOPIC, personalDataInTopics, topics } from '#contracts';
import { eventually } from '#testing';
import { answer, linksOf, startVisit, type Visit } from './visit.js';

const EMAIL = 'erase.me@visit.example';
const PHONE = '+5511987650001';
const NAME = 'Maria Erasable';
const WORDS = 'Three weeks for an answer';
const PERSON = [EMAIL, PHONE, NAME, 'Erasable', WORDS];
const NPS = '/v1/metrics/nps?touchpoint=support.case_closed';

let visit: Visit;

beforeAll(async () => {
  visit = await startVisit();
  await visit.publish(contracts.accountUpserted, { accountId: 'acme', name: 'Acme', ownerCsm: 'ana.silva' });
}, 120_000);
afterAll(() => visit?.stop(), 60_000);

const SCHEMAS = `NOT IN ('pg_catalog', 'information_schema')`;

/** Every table of every service that holds one of the texts, as text or as bytes. */
async function tablesHolding(texts: readonly string[]): Promise<string[]> {
  const tables = await visit.database.query<{ name: string }>(
    `SELECT format('%I.%I', table_schema, table_name) AS name FROM information_schema.tables
      WHERE table_schema ${SCHEMAS} AND table_type = 'BASE TABLE'`,
  );
  expect(tables.length).toBeGreaterThan(50);
  const found: string[] = [];
  for (const { name } of tables) {
    const [row] = await visit.database.query<{ texts: string[] }>(
      `SELECT ARRAY(SELECT text FROM unnest($1::text[]) AS text WHERE EXISTS (
         SELECT FROM ${name} AS row WHERE strpos(row::text, text) > 0
            OR strpos(row::text, encode(convert_to(text, 'UTF8'), 'hex')) > 0)) AS texts`,
      [texts],
    );
    for (const text of row!.texts) found.push(`${name}: ${text}`);
  }
  return found;
}

/** Outbox rows may be compressed: nothing is overlooked in them once there are none. */
async function outboxesAreEmpty(): Promise<void> {
  const schemas = await visit.database.query<{ name: string }>(
    `SELECT quote_ident(table_schema) AS name FROM information_schema.tables WHERE table_name = 'outbox'`,
  );
  await eventually(async () => {
    for (const { name } of schemas) expect(await visit.database.query(`SELECT 1 FROM ${name}.outbox`)).toEqual([]);
  });
}

const first = (path: string) =>
  eventually(async () => {
    const { items } = await visit.get(path);
    expect(items.length).toBeGreaterThan(0);
    return items[0];
  });

/** Maria is asked by mail, answers with her name, has a case, and left an address among the dead letters. */
async function visitOfMaria(): Promise<{ links: string[]; responseId: string; caseId: string }> {
  await visit.publish(contracts.contactUpserted, {
    contactId: 'maria',
    accountId: 'acme',
    email: EMAIL,
    phone: PHONE,
    name: NAME,
    locale: 'en',
    attributes: { nickname: 'Erasable' },
  });
  await eventually(() => visit.get('/v1/contacts/maria'));
  await visit.publish(contracts.journeyEventRecorded, {
    contactId: 'maria',
    touchpoint: 'support.case_closed',
    occurredAt: new Date().toISOString(),
    attributes: { openedBy: NAME },
  });
  const links = linksOf(await visit.mailTo(EMAIL));
  await answer(links[2]!, { score: '2', comment: `${WORDS}. Call ${NAME}, ${PHONE} or ${EMAIL}. Support is slow!` });
  const [{ responseId }] = (await visit.get('/v1/responses?contactId=maria')).items;
  const { caseId } = await first(`/v1/cases?responseId=${responseId}`);
  await first(`/v1/insights?sourceId=${responseId}`);
  await visit.publish(contracts.contactUpserted, { contactId: 'maria', email: EMAIL, timeZone: 'Nowhere/At_all' });
  await first('/v1/operations/directory/dead-letters');
  await eventually(async () => expect((await visit.get(NPS)).n).toBe(1));
  return { links, responseId, caseId };
}

describe('a person who is erased', () => {
  it('is found nowhere once the receipt is complete, and the score stays', async () => {
    const { links, caseId } = await visitOfMaria();
    const before = await visit.get(NPS);
    // What finds her now would find her afterwards.
    const held = await tablesHolding(PERSON);
    for (const table of [
      'directory.contacts',
      'directory.dead_letters',
      'survey_dispatch.contacts',
      'follow_up.contacts',
    ])
      expect(held.some((it) => it.startsWith(`${table}:`))).toBe(true);

    const asked = await visit.call('POST', '/v1/contacts/maria/erasure');
    expect(asked.status).toBe(202);
    const receipt = await eventually(async () => {
      const now = await visit.get(`/v1/erasures/${asked.body.erasureId}`);
      const waitingFor = now.services.filter(({ state }: { state: string }) => state !== 'completed');
      expect(waitingFor).toEqual([]);
      expect(now.state).toBe('completed');
      return now;
    }, 30_000);
    await outboxesAreEmpty();
    expect(await tablesHolding(PERSON)).toEqual([]);
    expect(await visit.get(NPS)).toEqual(before);
    expect(await visit.get(`/v1/cases/${caseId}`)).toMatchObject({ state: 'closed', contactName: null, comment: null });
    expect((await visit.call('GET', '/v1/contacts/maria')).status).toBe(410);
    expect(receipt.services.map(({ service }: { service: string }) => service)).toHaveLength(6);

    // And nothing that comes later brings her back.
    await visit.publish(contracts.contactUpserted, { contactId: 'maria', email: EMAIL, name: NAME, phone: PHONE });
    const event = await visit.publish(contracts.journeyEventRecorded, {
      contactId: 'maria',
      touchpoint: 'support.case_closed',
      occurredAt: new Date().toISOString(),
      attributes: { openedBy: NAME },
    });
    await answer(links[1]!, { score: '1', comment: `Still ${NAME}` });
    await eventually(async () => {
      expect((await visit.get('/v1/contacts/maria/erasure')).droppedUpserts).toBe(1);
      const { items } = await visit.get(`/v1/decisions?journeyEventId=${encodeURIComponent(event[0]!)}`);
      expect(items).toEqual([expect.objectContaining({ outcome: 'suppressed', reason: 'erased' })]);
    });
    await outboxesAreEmpty();
    expect(await tablesHolding(PERSON)).toEqual([]);
  }, 120_000);

  it('is left in topics that the receipt names alone, and under her key the erasure is the last word', async () => {
    const receipt = await visit.get('/v1/contacts/maria/erasure');
    const named = receipt.topics.map(({ topic }: { topic: string }) => topic);
    expect(named).toEqual(personalDataInTopics.map(({ topic }) => topic));
    const records = await visit.records.collect(topics.map(({ topic }) => topic));
    const ofMaria = () =>
      records.filter(({ topic, key }) => topic === contracts.contactSnapshot.topic && key === 'maria');
    await eventually(() => {
      expect(records.some(({ topic }) => topic === DEAD_LETTER_TOPIC)).toBe(true);
      expect(ofMaria().at(-1)?.headers.ce_type).toBe(contracts.contactErased.type);
    });
    const holding = records.filter((record) => {
      const text = `${record.key} ${JSON.stringify(record.headers)} ${record.value?.toString() ?? ''}`;
      return PERSON.some((it) => text.includes(it));
    });
    const topicsHolding = [...new Set(holding.map(({ topic }) => topic))];
    expect(topicsHolding.filter((topic) => !named.includes(topic))).toEqual([]);
  }, 60_000);
});
