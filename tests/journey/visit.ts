import { randomBytes } from 'node:crypto';
import { type Contract, contracts } from '#contracts';
import { RecordClient, toRecord } from '#messaging';
import type { ServiceOverrides } from '#service-kit';
import { createTestDatabase, eventually, type TestDatabase, testEnvironment } from '#testing';
import { type Installation, newSecrets, startInstallation } from '../../deploy/local/installation.js';
import { freePort } from '../../deploy/local/stack/tcp-port.js';

/** A mail as the mail catcher shows it. */
export interface CaughtMail {
  readonly subject: string;
  readonly html: string;
  readonly text: string;
}

/** A whole installation in this process, used as its users use it: over Kafka, mail and the gateway. */
export interface Visit {
  readonly installation: Installation;
  /** Sends a CRM's events. */
  publish<T>(contract: Contract<T>, ...events: T[]): Promise<string[]>;
  /** Reads over REST with an API key. */
  // biome-ignore lint/suspicious/noExplicitAny: a test looks at whatever came back
  get(path: string): Promise<any>;
  /** Calls REST with an API key. */
  // biome-ignore lint/suspicious/noExplicitAny: a test looks at whatever came back
  call(method: string, path: string): Promise<{ status: number; body: any }>;
  /** The database of all services. */
  readonly database: TestDatabase;
  /** What lies in topics. */
  readonly records: RecordClient;
  /** The first mail to an address, once it is there. */
  mailTo(address: string): Promise<CaughtMail>;
  /** Makes a contact of an account known, waits for it, and lets it have a touchpoint; returns the journey event's id. */
  happen(contactId: string, accountId: string, touchpoint?: string): Promise<string>;
  stop(): Promise<void>;
}

/** The survey links of a mail, by score. */
export function linksOf(mail: CaughtMail): string[] {
  const links = [...mail.html.matchAll(/href="([^"]+\/s\/[^"]+score=\d+)"/g)].map(([, link]) =>
    link!.replaceAll('&amp;', '&'),
  );
  return links.sort((a, b) => Number(/score=(\d+)/.exec(a)![1]) - Number(/score=(\d+)/.exec(b)![1]));
}

/** A person's browser: what says that it is a program would be set aside. */
const BROWSER = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:130.0) Gecko/20100101 Firefox/130.0';

/** Answers as the survey page's form does. */
export async function answer(link: string, fields: Record<string, string>): Promise<Response> {
  const address = new URL(link);
  return fetch(address.origin + address.pathname, {
    method: 'POST',
    headers: { 'user-agent': BROWSER },
    body: new URLSearchParams(fields),
    redirect: 'manual',
  });
}

/** Starts an installation on a database and topics of its own. */
export async function startVisit(overrides?: ServiceOverrides): Promise<Visit> {
  const environment = testEnvironment();
  const database = await createTestDatabase(environment);
  const topicPrefix = `v${randomBytes(4).toString('hex')}.`;
  const installation = await startInstallation({
    databaseUrl: database.url,
    brokers: environment.brokers.join(','),
    // The services' roles are the cluster's: every spec gives them the same password.
    secrets: { ...newSecrets(), databasePassword: 'rapport-test' },
    gatewayPort: await freePort(),
    smtpPort: 0,
    topicPrefix,
    logLevel: 'error',
    env: { DATABASE_POOL_SIZE: '5', PRIVACY_FLOOR: '1' },
    overrides,
  });
  const records = new RecordClient(environment.brokers, topicPrefix);
  const key = await installation.createApiKey('visit');
  const get = async (path: string) => {
    const response = await fetch(installation.url + path, { headers: { authorization: `Bearer ${key}` } });
    if (!response.ok) throw new Error(`${path} answered ${response.status}: ${await response.text()}`);
    return response.json();
  };
  const publish = async <T>(contract: Contract<T>, ...events: T[]) => {
    const sent = events.map((event) => toRecord(contract, event));
    await records.send(contract.topic, sent);
    return sent.map(({ headers }) => headers!.ce_id!);
  };
  return {
    installation,
    publish,
    get,
    call: async (method, path) => {
      const response = await fetch(installation.url + path, { method, headers: { authorization: `Bearer ${key}` } });
      return { status: response.status, body: await response.json() };
    },
    database,
    records,
    mailTo: (address) =>
      eventually(async () => {
        const list = await (
          await fetch(`${installation.url}/mail/api/messages?to=${encodeURIComponent(address)}`)
        ).json();
        const [first] = list as { id: string }[];
        if (!first) throw new Error(`no mail to ${address} yet`);
        return (await (await fetch(`${installation.url}/mail/api/messages/${first.id}`)).json()) as CaughtMail;
      }),
    happen: async (contactId, accountId, touchpoint = 'support.case_closed') => {
      await publish(contracts.contactUpserted, {
        contactId,
        accountId,
        email: `${contactId}@visit.example`,
        locale: 'en',
      });
      await eventually(() => get(`/v1/contacts/${contactId}`));
      const [id] = await publish(contracts.journeyEventRecorded, {
        contactId,
        touchpoint,
        occurredAt: new Date().toISOString(),
      });
      return id!;
    },
    stop: async () => {
      await records.close();
      await installation.stop();
      await database.drop();
    },
  };
}
