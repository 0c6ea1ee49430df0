import { createRequire } from 'node:module';
import { DataSource } from 'typeorm';
import { type RunningService, SCOPES, type Scope } from '#service-kit';
import { eventually, Harness } from '#testing';
import { services } from '../../../deploy/local/services.js';
import { createApiKey } from '../../../services/gateway/src/api-keys/create-api-key.action.js';
import { gateway } from '../../../services/gateway/src/app.module.js';

const ENV = {
  LINK_SECRET: 'a-link-secret-for-tests-of-32-characters',
  SMTP_URL: 'smtp://127.0.0.1:9',
  PUBLIC_URL: 'http://127.0.0.1:9',
  MAIL_FROM: 'Rapport <surveys@rapport.example>',
  DELIVERY_EVERY_MS: '3600000',
};
/** What clients written for Delighted have asked. */
export const TOUCHPOINT = 'delighted.people_created';

// biome-ignore lint/suspicious/noExplicitAny: the published client has no types
type Client = any;
const delighted = createRequire(import.meta.url)('delighted') as (key: string, options: object) => Client;

/** All services behind a gateway, as a client written for Delighted meets them. */
export class Installation {
  private constructor(
    readonly harness: Harness,
    readonly gateway: RunningService,
    private readonly upstreams: Record<string, string>,
  ) {}

  /** Starts it, with a program that asks whom the clients send. */
  static async start(): Promise<Installation> {
    const harness = await Harness.start();
    const running = await Promise.all(services.map((service) => harness.run(service, { env: ENV })));
    const named = running.map(({ name, url }) => [`${name.replaceAll('-', '_').toUpperCase()}_URL`, url]);
    const upstreams = Object.fromEntries(named) as Record<string, string>;
    const installation = new Installation(harness, await harness.run(gateway, { env: upstreams }), upstreams);
    const program = { programId: 'moved', name: 'Moved from elsewhere', kind: 'transactional', touchpoint: TOUCHPOINT };
    await installation.ask('POST', '/v1/programs', { ...program, channels: ['email'], surveyId: 'nps-renewal' });
    await installation.ask('POST', '/v1/programs/moved/activate');
    return installation;
  }

  /** Another gateway in front of the same services. */
  another(env: Record<string, string>): Promise<RunningService> {
    return this.harness.run(gateway, { env: { ...this.upstreams, ...env } });
  }

  /** A key with these scopes, or with all. */
  async key(...scopes: Scope[]): Promise<string> {
    const dataSource = this.gateway.app.get(DataSource);
    const wanted = { name: 'a client', scopes: scopes.length > 0 ? scopes : [...SCOPES] };
    return (await createApiKey(dataSource, wanted, new Date())).key;
  }

  /** The published client as it is, pointed here. */
  async client(...scopes: Scope[]): Promise<Client> {
    return this.clientWith(await this.key(...scopes));
  }

  /** The published client with a key, pointed at a gateway. */
  clientWith(key: string, at: RunningService = this.gateway): Client {
    const { hostname, port } = new URL(at.url);
    return delighted(key, { scheme: 'http', host: hostname, port, base: '/delighted/v1' });
  }

  /** Calls Rapport's own API. */
  async ask(method: string, path: string, body?: unknown) {
    const answer = await fetch(this.gateway.url + path, {
      method,
      headers: {
        authorization: `Bearer ${await this.key()}`,
        ...(body !== undefined && { 'content-type': 'application/json' }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    return { status: answer.status, body: text === '' ? undefined : JSON.parse(text) };
  }

  /** Waits until the decisions on a contact are these, newest first. */
  async decided(contactId: string, ...outcomes: string[]): Promise<void> {
    await eventually(async () => {
      const { body } = await this.ask('GET', `/v1/decisions?contactId=${contactId}`);
      expect(body.items.map(({ outcome }: { outcome: string }) => outcome)).toEqual(outcomes);
    });
  }
}
