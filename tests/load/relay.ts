import { contracts, type DataOf } from '#contracts';
import { newId, publish, Transactions } from '#messaging';
import { databaseUrlOf, openDatabase, provisionDatabase } from '#service-kit';
import { Relay } from '../../libs/messaging/src/outbox/relay.js';
import { surveyDispatch } from '../../services/survey-dispatch/src/app.module.js';
import { type Arena, truncate } from './arena.js';
import type { Side } from './measure.js';

const silent = { info: () => {}, warn: () => {}, error: () => {} };
const SHARDS = 2;

function decision(index: number): DataOf<typeof contracts.decisionMade> {
  return {
    decisionId: newId(),
    journeyEventId: newId(),
    contactId: `contact-${index % 5000}`,
    accountId: `account-${index % 500}`,
    touchpoint: 'support.case_closed',
    programId: 'support',
    outcome: 'suppressed',
    reason: 'contact_quarantine',
    decidedAt: new Date().toISOString(),
  };
}

/** R5, ours: the relays empty an outbox that transactions of `perTransaction` events filled. */
export function relayRate(arena: Arena, messages: number, perTransaction: number): Side {
  return {
    async run() {
      await provisionDatabase(arena.databaseUrl, ['survey-dispatch'], arena.secret);
      const url = databaseUrlOf(arena.databaseUrl, 'survey-dispatch', arena.secret);
      const dataSource = await openDatabase(surveyDispatch, url, 6, silent);
      const producer = arena.kafka.producer({ allowAutoTopicCreation: false, maxInFlightRequests: 1 });
      try {
        const prefix = await arena.newTopics();
        await truncate(arena, 'survey_dispatch', ['outbox']);
        const transactions = new Transactions(dataSource, SHARDS);
        for (let start = 0; start < messages; start += perTransaction) {
          await transactions.run(async (transaction) => {
            for (let index = start; index < start + perTransaction; index++) {
              publish(transaction, contracts.decisionMade, decision(index), { correlationId: newId(), id: newId() });
            }
          });
        }
        await producer.connect();
        const relays = Array.from(
          { length: SHARDS },
          (_, shard) => new Relay(transactions, producer, { shard, topicPrefix: prefix, rest: 0 }, silent),
        );
        const began = performance.now();
        for (const relay of relays) relay.start();
        // A relay that is stopped sends all that is committed first.
        await Promise.all(relays.map((relay) => relay.stop()));
        const seconds = (performance.now() - began) / 1000;
        const [left] = await arena.query<{ rows: number }>('SELECT count(*)::int AS rows FROM survey_dispatch.outbox');
        if (left!.rows > 0) throw new Error(`${left!.rows} outbox rows were not sent`);
        return messages / seconds;
      } finally {
        await producer.disconnect();
        await dataSource.destroy();
      }
    },
  };
}

/** R5, the limit: kafkajs sends the same records in batches of 1,000. */
export function bareProduce(arena: Arena, messages: number): Side {
  return {
    async run() {
      const prefix = await arena.newTopics();
      const producer = arena.kafka.producer({ allowAutoTopicCreation: false, maxInFlightRequests: 1 });
      await producer.connect();
      const time = new Date().toISOString();
      const records = Array.from({ length: messages }, (_, index) => ({
        key: `contact-${index % 5000}`,
        value: JSON.stringify(decision(index)),
        headers: {
          ce_specversion: '1.0',
          ce_id: newId(),
          ce_source: '/rapport/survey-dispatch',
          ce_type: contracts.decisionMade.type,
          ce_time: time,
          ce_subject: `contact-${index % 5000}`,
          ce_correlationid: newId(),
          'content-type': 'application/json',
          ce_causationid: newId(),
        },
      }));
      const began = performance.now();
      for (let start = 0; start < messages; start += 1000) {
        await producer.send({
          topic: prefix + contracts.decisionMade.topic,
          acks: -1,
          messages: records.slice(start, start + 1000),
        });
      }
      const seconds = (performance.now() - began) / 1000;
      await producer.disconnect();
      return messages / seconds;
    },
  };
}
