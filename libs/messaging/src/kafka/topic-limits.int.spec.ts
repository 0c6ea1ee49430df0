import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import kafkajs, { type Admin, type Kafka } from 'kafkajs';
import { CONTACTS_COMPACTED_AFTER_MS, contracts } from '#contracts';
import { eventually, testEnvironment } from '#testing';
import type { Logger } from '../logger.js';
import { createKafka } from './client.js';
import { provisionTopics } from './provisioning.js';
import { RecordClient } from './records.js';

const prefix = `t${randomBytes(4).toString('hex')}.`;
const CONTACTS = contracts.contactSnapshot.topic;
const silent: Logger = { info: () => {}, warn: () => {}, error: () => {} };
let kafka: Kafka;
let admin: Admin;
let records: RecordClient;

beforeAll(async () => {
  const { brokers } = testEnvironment();
  kafka = createKafka('topic-limits', brokers, silent);
  records = new RecordClient(brokers, prefix);
  admin = kafka.admin();
  await admin.connect();
  await provisionTopics(kafka, prefix);
}, 60_000);
afterAll(async () => {
  await records?.close();
  await admin?.disconnect();
});

const resource = (topic: string) => ({ type: kafkajs.ConfigResourceTypes.TOPIC, name: prefix + topic });

async function settingsOf(topic: string, ...names: string[]): Promise<string[]> {
  const { resources } = await admin.describeConfigs({ resources: [resource(topic)], includeSynonyms: false });
  return names.map((name) => resources[0]!.configEntries.find(({ configName }) => configName === name)!.configValue);
}

/** Changes a topic's settings as an operator does, and waits until the broker goes by them. */
async function alter(topic: string, config: Record<string, string>): Promise<void> {
  const configEntries = Object.entries(config).map(([name, value]) => ({ name, value }));
  await admin.alterConfigs({ validateOnly: false, resources: [{ ...resource(topic), configEntries }] });
  await eventually(async () => expect(await settingsOf(topic, ...Object.keys(config))).toEqual(Object.values(config)));
}

describe('provisioning topics', () => {
  it('lowers what an existing topic would keep erased contacts by, and leaves its other settings alone', async () => {
    await alter(CONTACTS, { 'cleanup.policy': 'compact', 'max.message.bytes': '2000000' });
    await provisionTopics(kafka, prefix);
    const names = ['cleanup.policy', 'max.compaction.lag.ms', 'max.message.bytes'];
    const expected = ['compact', String(CONTACTS_COMPACTED_AFTER_MS), '2000000'];
    await eventually(async () => expect(await settingsOf(CONTACTS, ...names)).toEqual(expected));
  });

  it("leaves lower settings alone, and a CRM's own topics", async () => {
    const crm = contracts.contactUpserted.topic;
    await alter(CONTACTS, { 'cleanup.policy': 'compact', 'max.compaction.lag.ms': '1000' });
    await alter(crm, { 'retention.ms': '-1', 'segment.ms': '999999999' });
    await provisionTopics(kafka, prefix);
    await sleep(500);
    expect(await settingsOf(CONTACTS, 'max.compaction.lag.ms')).toEqual(['1000']);
    expect(await settingsOf(crm, 'retention.ms', 'segment.ms')).toEqual(['-1', '999999999']);
  });
});

describe('the topic of contacts', () => {
  it('loses the snapshots of an erased contact once the erasure is announced again', async () => {
    await alter(CONTACTS, { 'cleanup.policy': 'compact', 'max.compaction.lag.ms': '100' });
    const value = JSON.stringify({ email: 'erase.me@example.org' });
    const erased = { key: 'erased', value: '{}' };
    await records.send(CONTACTS, [{ key: 'erased', value }, erased]);
    await sleep(200);
    await records.send(CONTACTS, [erased]);
    await eventually(async () => {
      const reader = new RecordClient(testEnvironment().brokers, prefix);
      const found = await reader.collect([CONTACTS]);
      await sleep(500);
      await reader.close();
      expect(found.length).toBeGreaterThan(0);
      expect(found.map((record) => record.value?.toString())).not.toContain(value);
    }, 60_000);
  }, 90_000);
});
