import { setTimeout as sleep } from 'node:timers/promises';
import { contracts } from '#contracts';
import { RecordClient, toRecord } from '#messaging';
import { ask, call, type Installation } from '../../replay/api.js';
import { giveAnswers } from './answers.js';
import { accountsOn, attributes, contacts } from './customers.js';
import { happenings, journeyEvents, SOURCE, takenBack } from './happenings.js';
import { mapProductEvents, PRODUCT_EVENTS_TOPIC, productEvents } from './product-events.js';
import { startPrograms, tryDraft } from './programs.js';
import { publishSurveys } from './surveys.js';

type Progress = (text: string, kind?: 'passing') => void;

/** How long a part of the demo may take. */
const PATIENCE_MS = 60_000;

/**
 * Loads a demo company as its people would: its CRM tells of customers and of what happens to them over Kafka, its
 * customer-experience team sets up surveys, budget and programs over REST, a customer data platform tells of one more
 * person, and some customers answer. What an earlier load
 * that came to no end has done already is not done twice.
 */
export async function loadDemo(installation: Installation, onProgress: Progress): Promise<void> {
  onProgress('Loading the demo company …');
  const records = new RecordClient(installation.brokers.split(','), installation.topicPrefix);
  const now = new Date();
  try {
    await Promise.all([sendCustomers(records, installation, now), publishSurveys(installation)]);
    await Promise.all([startPrograms(installation), mapProductEvents(installation)]);
    await records.send(contracts.journeyEventRecorded.topic, journeyEvents(now));
    await records.send(PRODUCT_EVENTS_TOPIC, productEvents(now));
    await until(async () => (await decided(installation)) >= happenings.length, 'not every event was decided');
    await records.send(contracts.invitationWithdrawn.topic, [takenBack(now)]);
  } finally {
    await records.close();
  }
  const [answered] = await Promise.all([giveAnswers(installation), tryDraft(installation)]);
  const isScored = async () => (await ask<{ n: number }>(installation, '/v1/metrics/nps')).n >= answered;
  await until(isScored, 'not every answer was scored');
}

async function sendCustomers(records: RecordClient, installation: Installation, now: Date): Promise<void> {
  for (const [path, declaration] of Object.entries(attributes))
    await call(installation, 'PUT', `/v1/attributes/${path}`, declaration);
  const accounts = accountsOn(now).map((account) => toRecord(contracts.accountUpserted, account));
  await records.send(contracts.accountUpserted.topic, accounts);
  const people = contacts.map((contact) => toRecord(contracts.contactUpserted, contact));
  await records.send(contracts.contactUpserted.topic, people);
  await until(
    () => Promise.all(contacts.map(({ contactId }) => ask(installation, `/v1/contacts/${contactId}`))),
    'not every contact is known',
  );
}

async function decided(installation: Installation): Promise<number> {
  return (await ask<{ total: number }>(installation, `/v1/decisions/summary?source=${SOURCE}`)).total;
}

/** Waits for something to be true, or to be there. */
async function until(check: () => Promise<unknown>, problem: string): Promise<void> {
  const deadline = Date.now() + PATIENCE_MS;
  for (;;) {
    const done = await check().catch(() => false);
    if (done) return;
    if (Date.now() > deadline) throw new Error(`${problem} within ${PATIENCE_MS / 1000} s`);
    await sleep(50);
  }
}
