import type { RunningService } from '#service-kit';
import { ANSWER, type AnswerTarget, bareTarget, intakeTarget, load } from './answers.js';
import type { Arena } from './arena.js';
import type { Side } from './measure.js';
import { openLoop } from './open-loop.js';

const SECONDS = 5;

/** p99 in milliseconds at half of what the target itself takes at the most; that is measured once, when it is warm. */
function latencyAtHalfLoad(open: () => Promise<AnswerTarget>): Side {
  let perSecond: number | undefined;
  return {
    run: async () => {
      const { url, headers, close } = await open();
      try {
        if (perSecond === undefined) {
          await load(url, headers);
          perSecond = Math.floor((await load(url, headers)).perSecond / 2);
          process.stderr.write(`  R2p99: ${perSecond} requests/s are half of it\n`);
        }
        const sent = { url, method: 'POST', body: ANSWER, perSecond, seconds: SECONDS, until: 'last byte' } as const;
        return (await openLoop({ ...sent, headers: { 'content-type': 'application/json', ...headers } })).p99;
      } finally {
        await close();
      }
    },
  };
}

/** R2p99, ours: `POST /v1/responses` at half of its throughput. */
export function answerLatency(arena: Arena, intake: RunningService): Side {
  return latencyAtHalfLoad(() => intakeTarget(arena, intake));
}

/** R2p99, the limit: Fastify with one `INSERT` per request, at half of its own throughput. */
export function bareLatency(arena: Arena): Side {
  return latencyAtHalfLoad(() => bareTarget(arena));
}
