import { runApiKeyCommand } from '../../services/gateway/src/api-keys/api-key.command.js';
import { loadDemo } from '../local/demo/load-demo.js';
import { thingsToTry } from '../local/welcome.js';

/*
 * `docker compose run --rm demo`: the demo company of `npm start`, loaded into the stack that runs, with an API key to
 * look at it.
 */

const { KAFKA_BROKERS, GATEWAY_URL, PUBLIC_URL } = process.env;

/** Makes an API key that may do everything. */
async function createKey(): Promise<string> {
  const lines: string[] = [];
  const problems: string[] = [];
  const exitCode = await runApiKeyCommand(['create', '--name', 'demo', '--scopes', 'read,write,operate'], process.env, {
    out: (line) => lines.push(line),
    err: (line) => problems.push(line),
  });
  if (exitCode !== 0) throw new Error(problems.join('\n'));
  return lines.join('');
}

try {
  if (!KAFKA_BROKERS || !GATEWAY_URL || !PUBLIC_URL) throw new Error('set KAFKA_BROKERS, GATEWAY_URL and PUBLIC_URL');
  const apiKey = await createKey();
  await loadDemo({ url: GATEWAY_URL, brokers: KAFKA_BROKERS, apiKey }, (line) => process.stderr.write(`${line}\n`));
  process.stdout.write(`
The demo company is there.

${thingsToTry({ url: PUBLIC_URL, apiKey })}`);
} catch (error) {
  process.stderr.write(`The demo cannot be loaded: ${(error as Error).message}\n`);
  process.exitCode = 1;
}
