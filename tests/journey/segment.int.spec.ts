import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { contracts } from '#contracts';
import { newId } from '#messaging';
import type { RunningService } from '#service-kit';
import { eventually, Harness } from '#testing';
import { projectRoot } from '../../deploy/local/stack/project-root.js';
import { directory } from '../../services/directory/src/app.module.js';
import { surveyDispatch } from '../../services/survey-dispatch/src/app.module.js';

let harness: Harness;
let people: RunningService;
let dispatch: RunningService;

beforeAll(async () => {
  harness = await Harness.start();
  people = await harness.run(directory);
  // Nobody listens there, and nothing here is about mail.
  const env = { PUBLIC_URL: 'https://nps.example', LINK_SECRET: 'a-secret-for-links-of-32-characters' };
  dispatch = await harness.run(surveyDispatch, {
    env: { ...env, SMTP_URL: 'smtp://127.0.0.1:9', MAIL_FROM: 'surveys@acme.example', DELIVERY_EVERY_MS: '3600000' },
  });
}, 60_000);
afterAll(() => harness?.stop(), 30_000);

const send = (...messages: Record<string, unknown>[]) =>
  harness.send(
    contracts.segmentMessage.topic,
    ...messages.map((message) => ({
      key: message.userId as string,
      value: JSON.stringify({ messageId: newId(), timestamp: new Date().toISOString(), ...message }),
    })),
  );
const decisionsOn = async (contactId: string) =>
  (await harness.call(dispatch, 'GET', `/v1/decisions?contactId=${contactId}`)).body.items;

/** The examples of the README: a message, and a mapping to be saved. */
function documented(): [message: Record<string, unknown>, body: object] {
  const readme = readFileSync(join(projectRoot(), 'README.md'), 'utf8');
  const [, chapter] = readme.split('## From a customer data platform\n');
  const blocks = [...chapter!.split('\n## ')[0]!.matchAll(/```json\n([^`]+)```/g)].map(([, json]) => JSON.parse(json!));
  return blocks as ReturnType<typeof documented>;
}

describe('a customer data platform that sends Segment messages', () => {
  const [{ timestamp, messageId, ...closed }, body] = documented();

  it('lets a contact be known and asked about what she did, as the README shows it', async () => {
    expect(await harness.call(people, 'PUT', '/v1/segment-mapping', body)).toMatchObject({ status: 200 });
    expect(closed.userId).toBe('maria');
    await send(
      { type: 'identify', userId: 'maria', traits: { email: 'maria@acme.example', name: 'Maria' } },
      { type: 'group', userId: 'maria', groupId: 'acme', traits: { name: 'Acme' } },
      { ...closed, userId: 'maria', messageId: 'm-closed' },
      { ...closed, userId: 'maria', messageId: 'm-open', properties: { status: 'open' } },
    );
    const [decision, ...more] = await eventually(async () => {
      const items = await decisionsOn('maria');
      expect(items).not.toEqual([]);
      return items;
    });
    expect(decision).toMatchObject({ touchpoint: 'support.case_closed', outcome: 'asked', accountId: 'acme' });
    expect(more).toEqual([]);
  }, 30_000);

  it('may send what somebody did before it says who she is: the event waits for her', async () => {
    await send({ ...closed, userId: 'tom' });
    await eventually(async () => {
      const sql = "SELECT contact_id FROM survey_dispatch.waiting_journey_events WHERE contact_id = 'tom'";
      expect(await harness.database.query(sql)).toHaveLength(1);
    });
    await send({ type: 'identify', userId: 'tom', traits: { email: 'tom@acme.example' } });
    await eventually(async () => expect(await decisionsOn('tom')).toMatchObject([{ outcome: 'asked' }]));
  }, 30_000);
});
