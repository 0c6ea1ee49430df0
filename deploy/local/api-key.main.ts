import { databaseUrlOf } from '#service-kit';
import { runApiKeyCommand } from '../../services/gateway/src/api-keys/api-key.command.js';
import { readState } from './state.js';

/** `npm run api-key`: the gateway's command, on the local installation unless DATABASE_URL names another one. */
const { databaseUrl, secrets } = readState();
const local = databaseUrl && databaseUrlOf(databaseUrl, 'gateway', secrets.databasePassword);
process.exitCode = await runApiKeyCommand(
  process.argv.slice(2),
  { ...process.env, DATABASE_URL: process.env.DATABASE_URL || local },
  { out: (line) => process.stdout.write(`${line}\n`), err: (line) => process.stderr.write(`${line}\n`) },
);
