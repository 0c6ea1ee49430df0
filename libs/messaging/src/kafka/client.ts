import './record-encoder.js';
import kafkajs, { type Kafka } from 'kafkajs';
import type { Logger } from '../logger.js';
import { registerCodecs } from './codecs.js';

registerCodecs();

/** A kafkajs client that reads every codec and logs through ours; connection noise is a warning, once a broker is away. */
export function createKafka(clientId: string, brokers: readonly string[], logger: Logger): Kafka {
  return new kafkajs.Kafka({
    clientId,
    brokers: [...brokers],
    connectionTimeout: 3_000,
    requestTimeout: 30_000,
    retry: { initialRetryTime: 100, maxRetryTime: 5_000, retries: 10 },
    logLevel: kafkajs.logLevel.ERROR,
    logCreator: () => (entry) => {
      const { message, error, ...rest } = entry.log;
      logger.warn({ kafka: entry.namespace, error, groupId: rest.groupId, broker: rest.broker }, message);
    },
  });
}
