import { parseArgs } from 'node:util';
import { Matches } from 'class-validator';
import type { DataSource } from 'typeorm';
import { SystemClock } from '#messaging';
import { loadConfig, openDatabase, SCOPES, type Scope } from '#service-kit';
import { CreateGateway1760000007000 } from '../migrations/1760000007000-create-gateway.js';
import { ApiKey } from './api-key.entity.js';
import { createApiKey } from './create-api-key.action.js';
import { revokeApiKey } from './revoke-api-key.action.js';

const USAGE = `usage:
  create --name crm --scopes read,write   make a key (scopes: ${SCOPES.join(', ')})
  list                                    show every key, without the key itself
  revoke <id>                             make a key worthless within five seconds`;

/** Where a command writes: what was asked for, and what is said beside it. */
export interface CommandOutput {
  out(line: string): void;
  err(line: string): void;
}

/** A command that was typed wrongly; the message says how it should be. */
class WrongUsage extends Error {}

class KeysConfig {
  /** The gateway's own database address. */
  @Matches(/^postgres(ql)?:\/\//, { message: '$property must be a postgres:// address' })
  databaseUrl: string;
}

/** Creates, lists and revokes API keys; returns the process's exit code. */
export async function runApiKeyCommand(
  args: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
  output: CommandOutput,
): Promise<number> {
  try {
    const command = commandOf(args);
    const { databaseUrl } = loadConfig(KeysConfig, env);
    const dataSource = await openDatabase(
      { name: 'gateway', entities: [ApiKey], migrations: [CreateGateway1760000007000] },
      databaseUrl,
      2,
      { info: () => {}, warn: () => {}, error: () => {} },
    );
    try {
      return await command(dataSource, output);
    } finally {
      await dataSource.destroy();
    }
  } catch (error) {
    output.err((error as Error).message);
    return error instanceof WrongUsage ? 2 : 1;
  }
}

type Command = (dataSource: DataSource, output: CommandOutput) => Promise<number>;

function commandOf(args: readonly string[]): Command {
  const [verb, ...rest] = args;
  if (verb === 'create') return create(rest);
  if (verb === 'list' && rest.length === 0) return list;
  if (verb === 'revoke' && rest.length === 1) return revoke(rest[0]!);
  throw new WrongUsage(USAGE);
}

function create(args: string[]): Command {
  const { name, scopes } = createOptions(args);
  return async (dataSource, { out, err }) => {
    const { id, key } = await createApiKey(dataSource, { name, scopes }, new SystemClock().now());
    err(`API key ${id} (${name}: ${scopes.join(', ')}). It is shown this once; keep it safe.`);
    out(key);
    return 0;
  };
}

function createOptions(args: string[]): { name: string; scopes: Scope[] } {
  let values: { name?: string; scopes?: string };
  try {
    ({ values } = parseArgs({ args, options: { name: { type: 'string' }, scopes: { type: 'string' } } }));
  } catch (error) {
    throw new WrongUsage(`${(error as Error).message}\n${USAGE}`);
  }
  const name = values.name?.trim();
  const asked = [...new Set(values.scopes?.split(',').map((scope) => scope.trim()))].filter(Boolean);
  const scopes = SCOPES.filter((scope) => asked.includes(scope));
  if (!name) throw new WrongUsage(`--name is missing\n${USAGE}`);
  if (scopes.length === 0) throw new WrongUsage(`--scopes is missing\n${USAGE}`);
  const unknown = asked.filter((scope) => !(SCOPES as readonly string[]).includes(scope));
  if (unknown.length > 0) throw new WrongUsage(`there is no scope ${unknown.join(', ')}\n${USAGE}`);
  return { name, scopes };
}

const list: Command = async (dataSource, { out }) => {
  const keys = await dataSource.getRepository(ApiKey).find({ order: { createdAt: 'ASC', id: 'ASC' } });
  const hour = (time: Date | null) => time?.toISOString().slice(0, 16).replace('T', ' ') ?? '-';
  for (const { id, prefix, name, scopes, createdAt, lastUsedAt, revokedAt } of keys) {
    const state = revokedAt ? `revoked ${hour(revokedAt)}` : `last used ${hour(lastUsedAt)}`;
    out([id, `${prefix}…`, name, scopes.join(','), `created ${hour(createdAt)}`, state].join('  '));
  }
  return 0;
};

const revoke =
  (id: string): Command =>
  async (dataSource, { out }) => {
    if (!/^[0-9a-f-]{36}$/i.test(id)) throw new WrongUsage(`${id} is not the id of a key\n${USAGE}`);
    if (!(await revokeApiKey(dataSource, id, new SystemClock().now()))) {
      throw new Error(`there is no key ${id} that is not revoked yet`);
    }
    out(`revoked ${id}`);
    return 0;
  };
