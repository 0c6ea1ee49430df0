import { spawn } from 'node:child_process';
import { join } from 'node:path';
import Fastify from 'fastify';
import pg from 'pg';
import { type RunningService, SCOPES, signPrincipal } from '#service-kit';
import { projectRoot } from '../../deploy/local/stack/project-root.js';
import type { Arena } from './arena.js';
import type { Side } from './measure.js';

const SECONDS = 5;
const CONNECTIONS = 50;
/** The answer that is sent; `[<id>]` becomes the number of the request. */
export const ANSWER = JSON.stringify({
  contactId: 'contact-[<id>]',
  touchpoint: 'support.case_closed',
  score: 3,
  comment: 'Three weeks to get a reply about the invoice. Nobody seems to own it.',
});

/** Sends POSTs from a process of its own; returns how many were accepted. Anything but 2xx fails the run. */
export async function load(
  url: string,
  headers: Record<string, string>,
): Promise<{ readonly count: number; readonly perSecond: number }> {
  const autocannon = join(projectRoot(), 'node_modules/autocannon/autocannon.js');
  const headerArgs = Object.entries({ 'content-type': 'application/json', ...headers }).flatMap(([name, value]) => [
    '-H',
    `${name}=${value}`,
  ]);
  const args = [
    '-c',
    String(CONNECTIONS),
    '-d',
    String(SECONDS),
    '-m',
    'POST',
    '-I',
    '-j',
    ...headerArgs,
    '-b',
    ANSWER,
    url,
  ];
  const child = spawn(process.execPath, [autocannon, ...args], { stdio: ['ignore', 'pipe', 'ignore'] });
  let output = '';
  for await (const chunk of child.stdout) output += chunk;
  const result = JSON.parse(output) as { '2xx': number; non2xx: number; errors: number; duration: number };
  if (result.non2xx > 0 || result.errors > 0)
    throw new Error(`${result.non2xx} answers were not 2xx, ${result.errors} failed`);
  return { count: result['2xx'], perSecond: result['2xx'] / result.duration };
}

/** Where answers are sent. */
export interface AnswerTarget {
  readonly url: string;
  readonly headers: Record<string, string>;
  close(): Promise<void>;
}

/** `POST /v1/responses`: response and outbox committed before the 201; validation, token and relay as always. */
export async function intakeTarget(arena: Arena, intake: RunningService): Promise<AnswerTarget> {
  const token = await signPrincipal({ subject: 'bench', scopes: SCOPES }, arena.secret);
  return { url: `${intake.url}/v1/responses`, headers: { authorization: `Bearer ${token}` }, close: async () => {} };
}

/** Fastify with one `INSERT` per request, on an empty table. */
export async function bareTarget(arena: Arena): Promise<AnswerTarget> {
  await arena.query(
    'CREATE TABLE IF NOT EXISTS public.bare_answers (contact_id text, touchpoint text, score int, comment text)',
  );
  await arena.query('TRUNCATE public.bare_answers');
  const pool = new pg.Pool({ connectionString: arena.databaseUrl, max: 10 });
  pool.on('error', () => {});
  const app = Fastify();
  app.post('/', async (request, reply) => {
    const { contactId, touchpoint, score, comment } = request.body as Record<string, unknown>;
    await pool.query('INSERT INTO public.bare_answers VALUES ($1, $2, $3, $4)', [
      contactId,
      touchpoint,
      score,
      comment,
    ]);
    return reply.status(201).send({});
  });
  const url = await app.listen({ port: 0, host: '127.0.0.1' });
  const close = async () => {
    await app.close();
    await pool.end();
  };
  return { url, headers: {}, close };
}

/** Answers per second that a target takes. */
function throughput(open: () => Promise<AnswerTarget>): Side {
  return {
    run: async () => {
      const { url, headers, close } = await open();
      try {
        return (await load(url, headers)).perSecond;
      } finally {
        await close();
      }
    },
  };
}

/** R2, ours. */
export function durableAnswers(arena: Arena, intake: RunningService): Side {
  return throughput(() => intakeTarget(arena, intake));
}

/** R2, the limit. */
export function bareAnswers(arena: Arena): Side {
  return throughput(() => bareTarget(arena));
}
