import assert from 'node:assert/strict';
import { type Contract, contracts } from '#contracts';
import { toRecord } from '#messaging';
import { eventually } from '#testing';
import { answer, type CaughtMail, linksOf } from '../journey/visit.js';
import type { ComposeStack } from './compose-stack.js';

const PATIENCE_MS = 60_000;

/** A customer's answer, and what has to come of it. */
const ANSWERS = [
  { contactId: 'maria', score: 2, comment: 'Support is slow: three weeks to get a reply.', followUps: 'cases' },
  { contactId: 'greta', score: 8, comment: 'A good product, but the export is slow.', followUps: 'retention-steps' },
  { contactId: 'paul', score: 10, comment: 'Great support team!', followUps: 'advocacy-requests' },
] as const;

type Answer = (typeof ANSWERS)[number];

/** The loop over the published address, with events that Kafka's own producer sends from inside the network. */
export class ComposeLoop {
  constructor(
    private readonly stack: ComposeStack,
    private readonly apiKey: string,
  ) {}

  /** Sends the customers and their journey events; returns the events' ids by contact, once the mails are there. */
  async ask(): Promise<ReadonlyMap<string, string>> {
    const account = { accountId: 'acme', name: 'Acme', segment: 'mid-market', ownerCsm: 'ana.silva' };
    await this.send(contracts.accountUpserted, [account]);
    const contactOf = ({ contactId }: Answer) => ({ contactId, accountId: 'acme', email: emailOf(contactId) });
    await this.send(contracts.contactUpserted, ANSWERS.map(contactOf));
    for (const { contactId } of ANSWERS) await eventually(() => this.get(`/v1/contacts/${contactId}`), PATIENCE_MS);
    const ids = await this.send(
      contracts.journeyEventRecorded,
      ANSWERS.map(({ contactId }) => ({
        contactId,
        touchpoint: 'support.case_closed',
        occurredAt: new Date().toISOString(),
      })),
    );
    for (const { contactId } of ANSWERS) await this.mailTo(contactId);
    return new Map(ANSWERS.map(({ contactId }, index) => [contactId, ids[index]!]));
  }

  /** Answers every mail; returns for each how long its follow-up, insight and score took to be there, in milliseconds. */
  async answer(events: ReadonlyMap<string, string>): Promise<number[]> {
    const times: number[] = [];
    for (const given of ANSWERS) {
      const link = linksOf(await this.mailTo(given.contactId))[given.score]!;
      assert.equal((await fetch(link)).status, 200);
      assert.deepEqual(await this.itemsOf(`/v1/responses?contactId=${given.contactId}`), [], 'a GET records nothing');
      const posted = await answer(link, { score: String(given.score), comment: given.comment });
      assert.equal(posted.status, 303);
      const began = performance.now();
      const [{ responseId }] = await this.itemsOf(`/v1/responses?contactId=${given.contactId}`);
      const followUp = await this.first(`/v1/${given.followUps}?responseId=${responseId}`);
      await this.first(`/v1/insights?sourceId=${responseId}`);
      await eventually(async () => assert.ok((await this.nps()).n > times.length), PATIENCE_MS);
      times.push(performance.now() - began);
      if (given.followUps === 'cases') await this.checkCase(followUp.caseId, events.get(given.contactId)!);
    }
    return times;
  }

  /** What has to be there, also after a restart. */
  async check(): Promise<void> {
    assert.equal((await this.nps()).n, ANSWERS.length);
    assert.equal((await this.itemsOf('/v1/cases')).length, 1);
    const { openapi } = await this.get('/openapi.json');
    assert.match(openapi, /^3\.1/);
    assert.equal((await fetch(`${this.stack.url}/v1/cases`)).status, 401);
  }

  private async checkCase(caseId: string, journeyEventId: string): Promise<void> {
    assert.equal((await this.get(`/v1/cases/${caseId}`)).owner, 'ana.silva');
    const trace = await this.get(`/v1/cases/${caseId}/trace`);
    assert.equal(trace.events[0].id, journeyEventId);
  }

  private nps() {
    return this.get('/v1/metrics/nps?touchpoint=support.case_closed');
  }

  private mailTo(contactId: string): Promise<CaughtMail> {
    return eventually(async () => {
      const [mail] = await this.get(`/mail/api/messages?to=${encodeURIComponent(emailOf(contactId))}`);
      assert.ok(mail, `no mail to ${contactId}`);
      return this.get(`/mail/api/messages/${mail.id}`);
    }, PATIENCE_MS);
  }

  private async itemsOf(path: string) {
    return (await this.get(path)).items;
  }

  private first(path: string) {
    return eventually(async () => {
      const [item] = await this.itemsOf(path);
      assert.ok(item, `nothing yet at ${path}`);
      return item;
    }, PATIENCE_MS);
  }

  // biome-ignore lint/suspicious/noExplicitAny: a check looks at whatever came back
  private async get(path: string): Promise<any> {
    const response = await fetch(this.stack.url + path, { headers: { authorization: `Bearer ${this.apiKey}` } });
    if (!response.ok) throw new Error(`${path} answered ${response.status}: ${await response.text()}`);
    return response.json();
  }

  private async send<T>(contract: Contract<T>, events: readonly T[]): Promise<string[]> {
    const records = events.map((event) => toRecord(contract, event));
    const lines = records.map(({ key, value, headers }) => {
      const pairs = Object.entries(headers!).map(([name, content]) => `${name}:${content}`);
      return `${pairs.join(',')}\t${key}\t${value}\n`;
    });
    const producer = ['/opt/kafka/bin/kafka-console-producer.sh', '--bootstrap-server', 'kafka:9092'];
    const options = ['--property', 'parse.key=true', '--property', 'parse.headers=true'];
    await this.stack.compose(
      ['exec', '-T', 'kafka', ...producer, '--topic', contract.topic, ...options],
      lines.join(''),
    );
    return records.map(({ headers }) => headers!.ce_id!);
  }
}

function emailOf(contactId: string): string {
  return `${contactId}@acme.example`;
}
