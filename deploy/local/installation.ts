import { randomBytes } from 'node:crypto';
import { DataSource } from 'typeorm';
import {
  databaseUrlOf,
  loadConfig,
  provisionDatabase,
  type RunningService,
  SCOPES,
  type ServiceConfig,
  type ServiceDefinition,
  type ServiceOverrides,
  startService,
} from '#service-kit';
import { createApiKey } from '../../services/gateway/src/api-keys/create-api-key.action.js';
import { gateway } from '../../services/gateway/src/app.module.js';
import { startMailCatcher } from './mail-catcher/mail-catcher.js';
import { services } from './services.js';

/** What an installation in one process is made of. */
export interface InstallationOptions {
  /** A role that may create roles and schemas. */
  readonly databaseUrl: string;
  readonly brokers: string;
  readonly secrets: InstallationSecrets;
  /** Port of the gateway, the one address: links in mails name it. */
  readonly gatewayPort: number;
  /** Port of the mail catcher's SMTP server; 0 takes any free one. */
  readonly smtpPort: number;
  /** Where the mail catcher keeps its mails over a restart. */
  readonly mailFolder?: string;
  readonly topicPrefix?: string;
  readonly logLevel?: string;
  /** Further environment variables of every service. */
  readonly env?: Readonly<Record<string, string>>;
  readonly overrides?: ServiceOverrides;
}

/** What the parts of an installation share and nobody else knows. */
export interface InstallationSecrets {
  readonly internalSecret: string;
  readonly linkSecret: string;
  readonly databasePassword: string;
}

/** Secrets for an installation that is made now. */
export function newSecrets(): InstallationSecrets {
  const secret = () => randomBytes(32).toString('base64url');
  return { internalSecret: secret(), linkSecret: secret(), databasePassword: secret() };
}

/** An installation that runs. */
export interface Installation {
  /** The gateway's address. */
  readonly url: string;
  readonly smtpUrl: string;
  readonly services: ReadonlyMap<string, RunningService>;
  /** Makes an API key that may do everything. */
  createApiKey(name: string): Promise<string>;
  stop(): Promise<void>;
}

/** Starts every service, the mail catcher and the gateway in this process: same modules, same topics, same code. */
export async function startInstallation(options: InstallationOptions): Promise<Installation> {
  const { databaseUrl, secrets } = options;
  const names = [...services, gateway].map(({ name }) => name);
  await provisionDatabase(databaseUrl, names, secrets.databasePassword);
  const mail = await startMailCatcher({
    host: '127.0.0.1',
    smtpPort: options.smtpPort,
    httpPort: 0,
    folder: options.mailFolder,
  });
  const running = new Map<string, RunningService>();
  const stop = async () => {
    await running.get('gateway')?.stop();
    await Promise.all([...running.values()].filter(({ name }) => name !== 'gateway').map((service) => service.stop()));
    await mail.stop();
  };
  try {
    const publicUrl = `http://127.0.0.1:${options.gatewayPort}`;
    const env = {
      ...environmentOf(options),
      SMTP_URL: mail.smtpUrl,
      PUBLIC_URL: publicUrl,
      MAIL_FROM: 'Rapport <surveys@rapport.example>',
    };
    const start = async (service: ServiceDefinition, extra: Record<string, string> = {}) => {
      const url = databaseUrlOf(databaseUrl, service.name, secrets.databasePassword);
      const config = loadConfig(service.config, { ...env, DATABASE_URL: url, ...extra, ...options.env });
      running.set(service.name, await startService(service, config, options.overrides));
    };
    await Promise.all(services.map((service) => start(service)));
    const upstreams = services.map(({ name }) => [
      `${name.replaceAll('-', '_').toUpperCase()}_URL`,
      running.get(name)!.url,
    ]);
    await start(gateway as unknown as ServiceDefinition<ServiceConfig>, {
      ...Object.fromEntries(upstreams),
      MAIL_CATCHER_URL: mail.url,
      RATE_LIMIT_PER_MINUTE: '600000',
      PORT: String(options.gatewayPort),
    });
  } catch (error) {
    await stop();
    throw error;
  }
  const entrance = running.get('gateway')!;
  return {
    url: entrance.url,
    smtpUrl: mail.smtpUrl,
    services: running,
    createApiKey: async (name) =>
      (await createApiKey(entrance.app.get(DataSource), { name, scopes: SCOPES }, new Date())).key,
    stop,
  };
}

function environmentOf({ brokers, secrets, topicPrefix, logLevel }: InstallationOptions): Record<string, string> {
  return {
    HOST: '127.0.0.1',
    PORT: '0',
    LOG_LEVEL: logLevel ?? 'warn',
    INTERNAL_SECRET: secrets.internalSecret,
    LINK_SECRET: secrets.linkSecret,
    KAFKA_BROKERS: brokers,
    TOPIC_PREFIX: topicPrefix ?? '',
    KAFKA_SESSION_TIMEOUT_MS: '10000',
  };
}
