import { type RunningService, SCOPES, signPrincipal } from '#service-kit';
import type { Arena } from './arena.js';
import { median, type Side } from './measure.js';

const SAMPLES = 80;

/** R4, ours: milliseconds from an accepted detractor's answer to its committed case, three services apart; p50. */
export function answerToCase(arena: Arena, intake: RunningService): Side {
  return {
    run: async () => {
      const token = await signPrincipal({ subject: 'bench', scopes: SCOPES }, arena.secret);
      const connection = await arena.pool.connect();
      try {
        const samples: number[] = [];
        for (let sample = 0; sample < SAMPLES; sample++) {
          const answer = await fetch(`${intake.url}/v1/responses`, {
            method: 'POST',
            headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
            body: JSON.stringify({ contactId: `latency-${sample}`, touchpoint: 'support.case_closed', score: 2 }),
          });
          const accepted = performance.now();
          const { responseId } = (await answer.json()) as { responseId: string };
          for (;;) {
            const { rowCount } = await connection.query('SELECT 1 FROM follow_up.cases WHERE response_id = $1', [
              responseId,
            ]);
            if (rowCount) break;
            if (performance.now() - accepted > 30_000)
              throw new Error(`no case for response ${responseId} within 30 s`);
          }
          samples.push(performance.now() - accepted);
        }
        return median(samples);
      } finally {
        connection.release();
      }
    },
  };
}

/** R4, the limit: milliseconds of two Kafka round trips, produce to consume; twice the p50. */
export function twoRoundTrips(arena: Arena, topic: string): Side {
  return {
    run: async () => {
      const producer = arena.kafka.producer({ allowAutoTopicCreation: false });
      const consumer = arena.kafka.consumer({ groupId: `${topic}.round-trip.${Date.now()}`, maxWaitTimeInMs: 500 });
      await Promise.all([producer.connect(), consumer.connect()]);
      let arrived: (id: string) => void = () => {};
      const ready = new Promise<void>((resolve) => {
        consumer.on('consumer.fetch', () => resolve());
      });
      await consumer.subscribe({ topics: [topic], fromBeginning: false });
      await consumer.run({ eachMessage: async ({ message }) => arrived(String(message.key)) });
      await ready;
      const samples: number[] = [];
      for (let sample = 0; sample < SAMPLES; sample++) {
        const id = `round-trip-${sample}`;
        const received = new Promise<void>((resolve) => {
          arrived = (key) => key === id && resolve();
        });
        const began = performance.now();
        await producer.send({ topic, acks: -1, messages: [{ key: id, value: '{}' }] });
        await received;
        samples.push(performance.now() - began);
      }
      await Promise.all([producer.disconnect(), consumer.disconnect()]);
      return 2 * median(samples);
    },
  };
}
