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
const BODY = JSON.stringify({
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
    BODY,
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

/** R2, ours: `POST /v1/responses`, response and outbox committed before the 201; validation, token and relay as always. */
export function durableAnswers(arena: Arena, intake: RunningService): Side {
  return {
    run: async () => {
      const token = await signPrincipal({ subject: 'bench', scopes: SCOPES }, arena.secret);
      return (await load(`${intake.url}/v1/responses`, { authorization: `Bearer ${token}` })).perSecond;
    },
  };
}

/** R2, the limit: Fastify with one `INSERT` per request. */
export function bareAnswers(arena: Arena): Side {
  return {
    run: async () => {
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
      try {
        return (await load(url, {})).perSecond;
      } finally {
        await app.close();
        await pool.end();
      }
    },
  };
}
