import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { loadDemo } from './demo/load-demo.js';
import { type Installation, startInstallation } from './installation.js';
import { startLocalStack } from './stack/local-stack.js';
import { printProgress } from './stack/progress.js';
import { StackError } from './stack/stack-error.js';
import { choosePort } from './stack/tcp-port.js';
import { localFolder, readState, writeState } from './state.js';
import { welcome } from './welcome.js';

type Env = Readonly<Record<string, string | undefined>>;

const PORTS = { PORT: 8080, KAFKA_PORT: 9092, POSTGRES_PORT: 55432, SMTP_PORT: 1025 };

function portsOf(env: Env): typeof PORTS {
  const chosen = Object.entries(PORTS).map(([name, usual]) => {
    const port = Number(env[name] || usual);
    if (Number.isInteger(port) && port > 0 && port < 65_536) return [name, port];
    throw new StackError(`${name} is ${env[name]}: write a port from 1 to 65535.`);
  });
  return Object.fromEntries(chosen);
}

/** Whether to delete the local data first. */
function isFresh(args: readonly string[]): boolean {
  const unknown = args.find((argument) => argument !== '--fresh');
  if (unknown)
    throw new StackError(`${unknown} is not understood: \`npm start\`, or \`npm start -- --fresh\` to begin anew.`);
  return args.includes('--fresh');
}

/** What `npm start` does: the servers, then everything else in this process, until Ctrl-C. */
export async function startLocally(
  args: readonly string[],
  env: Env,
  stopTelemetry: () => Promise<void>,
): Promise<void> {
  const onProgress = printProgress();
  const began = Date.now();
  const stops: (() => Promise<void>)[] = [stopTelemetry];
  const stopAll = async () => {
    for (const stop of stops.splice(0).reverse()) await stop().catch((error) => onProgress(String(error)));
  };
  const leave = (signal: string) => {
    onProgress(`\n${signal}: stopping …`);
    void stopAll().finally(() => process.exit(0));
  };
  process.once('SIGINT', () => leave('Ctrl-C'));
  process.once('SIGTERM', () => leave('SIGTERM'));
  try {
    const { installation, apiKey, brokers } = await start(isFresh(args), portsOf(env), env, onProgress, stops);
    onProgress(welcome({ url: installation.url, apiKey, brokers, seconds: (Date.now() - began) / 1000 }));
  } catch (error) {
    await stopAll();
    process.stderr.write(
      `\n${error instanceof StackError ? error.message : `Rapport cannot start: ${(error as Error).stack}`}\n`,
    );
    process.exit(1);
  }
}

async function start(
  fresh: boolean,
  ports: typeof PORTS,
  env: Env,
  onProgress: (text: string, kind?: 'passing') => void,
  stops: (() => Promise<void>)[],
): Promise<{ installation: Installation; apiKey: string; brokers: string }> {
  await choosePort(ports.PORT, 'the gateway', 'PORT');
  await choosePort(ports.SMTP_PORT, "the mail catcher's SMTP server", 'SMTP_PORT');
  const stack = await startLocalStack({
    folder: localFolder(),
    fresh,
    postgresPort: ports.POSTGRES_PORT,
    kafkaPort: ports.KAFKA_PORT,
    databaseUrl: env.DATABASE_URL || undefined,
    kafkaBrokers: env.KAFKA_BROKERS || undefined,
    onProgress,
    onUnexpectedEnd: (reason) => {
      process.stderr.write(`\n${reason.message}\n`);
      process.kill(process.pid, 'SIGTERM');
    },
  });
  stops.push(() => stack.stop());
  if (fresh)
    for (const name of ['installation.json', 'mail'])
      rmSync(join(localFolder(), name), { recursive: true, force: true });
  const state = readState();
  writeState(state);
  onProgress('Starting the services …');
  const installation = await startInstallation({
    databaseUrl: stack.databaseUrl,
    brokers: stack.brokers,
    secrets: state.secrets,
    gatewayPort: ports.PORT,
    smtpPort: ports.SMTP_PORT,
    mailFolder: join(localFolder(), 'mail'),
    logLevel: env.LOG_LEVEL || 'warn',
  });
  stops.push(() => installation.stop());
  state.apiKey ??= await installation.createApiKey('local');
  Object.assign(state, { url: installation.url, brokers: stack.brokers, databaseUrl: stack.databaseUrl });
  writeState(state);
  if (!state.demoLoaded) {
    await loadDemo({ url: installation.url, brokers: stack.brokers, apiKey: state.apiKey }, onProgress);
    writeState({ ...state, demoLoaded: true });
  }
  return { installation, apiKey: state.apiKey, brokers: stack.brokers };
}
