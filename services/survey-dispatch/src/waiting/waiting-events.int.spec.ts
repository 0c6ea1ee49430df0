import { contracts } from '#contracts';
import { eventually, FakeClock, Harness, HOUR, MINUTE } from '#testing';
import { surveyDispatch } from '../app.module.js';
import {
  contactSnapshot,
  decisionsOf,
  dispatchEnvironment,
  journeyEvent,
  knownContacts,
} from '../fixtures/dispatch.js';

const env = { ...dispatchEnvironment(9), DELIVERY_EVERY_MS: '3600000' };
const clock = new FakeClock(new Date('2026-03-01T12:00:00Z'));
let harness: Harness;

beforeAll(async () => {
  harness = await Harness.start();
  await harness.run(surveyDispatch, { env, overrides: { clock } });
}, 60_000);
afterAll(() => harness?.stop(), 30_000);

const reasons = async (contactId: string) => (await decisionsOf(harness, contactId)).map(({ reason }) => reason);
const waiting = () =>
  harness.database.query<{ event_id: string; failures: number; look_at: Date }>(
    'SELECT event_id, failures, look_at FROM survey_dispatch.waiting_journey_events ORDER BY seq',
  );

/** Lets events begin to wait, and takes the data of the first away, so that it cannot be decided. */
async function waitWithABrokenOne(...contactIds: string[]): Promise<string> {
  const events = contactIds.map((contactId) => journeyEvent(contactId, clock.now()));
  const [broken] = await harness.publish(contracts.journeyEventRecorded, ...events);
  await eventually(async () => expect(await waiting()).toHaveLength(contactIds.length));
  await harness.database.query(`UPDATE survey_dispatch.waiting_journey_events SET data = '{}' WHERE event_id = $1`, [
    broken,
  ]);
  return broken!;
}

describe('an event that waits for its contact', () => {
  afterEach(() => harness.database.query('DELETE FROM survey_dispatch.waiting_journey_events'));

  it('is decided within a second of its contact, also beside one that cannot be decided', async () => {
    const broken = await waitWithABrokenOne('broken', 'sound', 'sound-too');
    // Later than an event and its contact can cross: only the snapshot itself has them decided.
    clock.advance(11 * MINUTE);
    const snapshots = ['broken', 'sound', 'sound-too'].map((id) => contactSnapshot(id));
    await knownContacts(harness, ...snapshots);
    const arrived = Date.now();
    for (const contactId of ['sound', 'sound-too'])
      await eventually(async () => expect(await reasons(contactId)).toEqual(['within_contact_budget']));
    expect(Date.now() - arrived).toBeLessThan(1_000);
    await eventually(async () =>
      expect(await waiting()).toEqual([
        { event_id: broken, failures: 1, look_at: new Date(clock.now().getTime() + HOUR) },
      ]),
    );
  }, 30_000);

  it('is tried again an hour after it failed, and not before', async () => {
    const broken = await waitWithABrokenOne('mended');
    await knownContacts(harness, contactSnapshot('mended'));
    await eventually(async () => expect(await waiting()).toMatchObject([{ failures: 1 }]));
    await harness.database.query('UPDATE survey_dispatch.waiting_journey_events SET data = $2 WHERE event_id = $1', [
      broken,
      JSON.stringify({ contactId: 'mended', touchpoint: 'support.case_closed' }),
    ]);
    // Longer than either job pauses.
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    expect(await reasons('mended')).toEqual([]);
    clock.advance(HOUR);
    await eventually(async () => expect(await reasons('mended')).toEqual(['within_contact_budget']));
    expect(await waiting()).toEqual([]);
  }, 30_000);

  it('is dropped when it was decided before', async () => {
    await knownContacts(harness, contactSnapshot('twice'));
    const [id] = await harness.publish(contracts.journeyEventRecorded, journeyEvent('twice', clock.now()));
    await eventually(async () => expect(await reasons('twice')).toEqual(['within_contact_budget']));
    await harness.database.query(
      `INSERT INTO survey_dispatch.waiting_journey_events
         (source, event_id, contact_id, data, correlation_id, lineage, waiting_since, look_at)
       SELECT journey_event_source, $1, 'twice', $2, $1, '', $3, $3
       FROM survey_dispatch.decisions WHERE journey_event_id = $1`,
      [id, JSON.stringify({ contactId: 'twice', touchpoint: 'support.case_closed' }), clock.now().toISOString()],
    );
    await eventually(async () => expect(await waiting()).toEqual([]));
    expect(await reasons('twice')).toEqual(['within_contact_budget']);
  }, 30_000);
});
