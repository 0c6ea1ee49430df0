import { DataSource } from 'typeorm';
import { SCOPES, type Scope } from '#service-kit';
import { startInstallation } from '../../../deploy/local/installation.js';
import { freePort } from '../../../deploy/local/stack/tcp-port.js';
import { createApiKey } from '../../../services/gateway/src/api-keys/create-api-key.action.js';

/** What a process of its own says when it is up, and when something happened that nobody handled. */
export type Said =
  | { readonly up: { readonly url: string; readonly keys: { readonly all: string; readonly read: string } } }
  | { readonly trouble: string };

const say = (said: Said) => void process.send?.(said);
const tell = (what: string) => (error: unknown) =>
  say({ trouble: `${what}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}` });

process.on('unhandledRejection', tell('unhandled rejection'));
process.on('uncaughtException', tell('uncaught exception'));
process.on('warning', tell('warning'));

/** Runs every service and the gateway, as an installation does, so that a spec can send them anything. */
const installation = await startInstallation({
  databaseUrl: process.env.DATABASE_URL!,
  brokers: process.env.KAFKA_BROKERS!,
  secrets: {
    internalSecret: process.env.SECRET!,
    linkSecret: process.env.SECRET!,
    databasePassword: process.env.DATABASE_PASSWORD!,
  },
  gatewayPort: await freePort(),
  smtpPort: 0,
  topicPrefix: process.env.TOPIC_PREFIX!,
  logLevel: 'error',
  env: {
    DATABASE_POOL_SIZE: '5',
    PRIVACY_FLOOR: '1',
    WEBHOOK_SECRETS: process.env.SECRET!,
    SMS_URL: 'http://AC1:token@127.0.0.1:9',
    SMS_FROM: '+15550100',
  },
});
process.once('disconnect', () => process.exit(1));
process.once('message', async () => {
  await installation.stop();
  process.exit(0);
});
const database = installation.services.get('gateway')!.app.get(DataSource);
const keyWith = async (...scopes: Scope[]) =>
  (await createApiKey(database, { name: scopes.join(), scopes }, new Date())).key;
say({ up: { url: installation.url, keys: { all: await keyWith(...SCOPES), read: await keyWith('read') } } });
