import assert from 'node:assert/strict';
import { freePort } from '../../deploy/local/stack/tcp-port.js';
import { ComposeLoop } from './compose-loop.js';
import { ComposeStack } from './compose-stack.js';
import { engineAnswers } from './servers.js';

/*
 * `npm run test:compose`: builds the images, brings the whole compose stack up beside any other, runs the loop over its
 * published address, starts it a second time, and takes it away again.
 */

const MB = 1e6;

const say = (line: string) => process.stdout.write(`${line}\n`);

/** Does something, says how long it took. */
async function timed<T>(what: string, work: () => Promise<T>): Promise<T> {
  const began = performance.now();
  const result = await work();
  say(`${what.padEnd(46)} ${((performance.now() - began) / 1000).toFixed(1)} s`);
  return result;
}

async function saySizes(stack: ComposeStack): Promise<void> {
  const images = (await stack.compose(['config', '--images'])).trim().split('\n');
  for (const image of [...new Set(images), 'node:24-trixie-slim'].sort()) {
    const bytes = Number(await stack.docker(['image', 'inspect', '--format', '{{.Size}}', image]));
    say(`  ${image.padEnd(44)} ${(bytes / MB).toFixed(0)} MB`);
  }
}

/** What an attacker inside a service must not have, and what a neighbour must not reach. */
async function checkContainers(stack: ComposeStack): Promise<void> {
  for (const { Name, Config, HostConfig, NetworkSettings } of await stack.inspect()) {
    const published = Object.values(NetworkSettings.Ports).flatMap((bindings) => bindings ?? []);
    const expected = Name.includes('gateway') ? ['127.0.0.1'] : [];
    assert.deepEqual(
      published.map(({ HostIp }) => HostIp),
      expected,
      `${Name} publishes`,
    );
    if (!Config.Image.startsWith('rapport/')) continue;
    assert.equal(Config.User, 'node', Name);
    assert.equal(HostConfig.ReadonlyRootfs, true, Name);
    assert.deepEqual(HostConfig.CapDrop, ['ALL'], Name);
    assert.deepEqual(HostConfig.SecurityOpt, ['no-new-privileges:true'], Name);
  }
}

/** Every service ends by itself when it is asked to. */
async function checkStopped(stack: ComposeStack): Promise<void> {
  for (const { Name, Config, State } of await stack.inspect()) {
    if (Config.Image.startsWith('rapport/')) assert.equal(State.ExitCode, 0, `${Name} ended with ${State.ExitCode}`);
  }
}

async function check(stack: ComposeStack): Promise<void> {
  await stack.remove();
  await timed('images built', () => stack.compose(['build']));
  await saySizes(stack);
  await timed('first start: `docker compose up --wait`', () => stack.compose(['up', '--detach', '--wait']));
  await checkContainers(stack);
  const create = ['create', '--name', 'check', '--scopes', 'read'];
  const apiKey = await timed('API key made', () => stack.compose(['run', '--rm', '-T', 'api-key', ...create]));
  const loop = new ComposeLoop(stack, apiKey.trim());
  const events = await timed('customers and journey events sent, mails there', () => loop.ask());
  const times = await timed('answered', () => loop.answer(events));
  say(`answer to follow-up, insight and score: ${times.map((time) => `${time.toFixed(0)} ms`).join(', ')}`);
  await loop.check();
  await timed('stopped', () => stack.compose(['stop']));
  await checkStopped(stack);
  await timed('second start', () => stack.compose(['up', '--detach', '--wait']));
  await loop.check();
}

async function main(): Promise<number> {
  if (!(await engineAnswers())) {
    process.stderr.write('No Docker engine answers: start one first.\n');
    return 1;
  }
  const stack = new ComposeStack(await freePort());
  const leave = () => void stack.remove().finally(() => process.exit(1));
  process.once('SIGINT', leave);
  process.once('SIGTERM', leave);
  try {
    await check(stack);
    say('The compose stack does what it promises.');
    return 0;
  } catch (error) {
    const log = await stack.compose(['logs', '--no-color', '--tail', '10']).catch(() => '');
    process.stderr.write(`${log}\n${(error as Error).stack}\n`);
    return 1;
  } finally {
    await stack.remove();
  }
}

process.exitCode = await main();
