import './record-decoder.js';
import './record-encoder.js';
import './request-queue.js';
import kafkajs, { type Kafka, type LogEntry } from 'kafkajs';
import type { Logger } from '../logger.js';
import { registerCodecs } from './codecs.js';

registerCodecs();

const QUIET_MS = 30_000;
/** What a consumer meets while a broker starts, and what it says of starting over. */
const PASSING = /coordinator is (loading|not available)|not the (correct )?coordinator|^Restarting the consumer/i;

/**
 * Lets through what an operator should know: not what kafkajs meets and tries again by itself (a coordinator that is
 * being elected, a topic that another instance was quicker to make), and of a broker that is away one line in 30 s.
 */
function logCreator(logger: Logger): () => (entry: LogEntry) => void {
  const lastSaid = new Map<string, number>();
  return () => (entry) => {
    const { message, error, groupId, broker } = entry.log;
    if (entry.namespace === 'Connection' && message.startsWith('Response ')) return;
    if (entry.namespace === 'Consumer' && PASSING.test(message)) return;
    const topic = `${entry.namespace} ${message}`;
    if (Date.now() - (lastSaid.get(topic) ?? 0) < QUIET_MS) return;
    lastSaid.set(topic, Date.now());
    logger.warn({ kafka: entry.namespace, error, groupId, broker }, message);
  };
}

/** A kafkajs client that reads every codec and logs through ours. */
export function createKafka(clientId: string, brokers: readonly string[], logger: Logger): Kafka {
  return new kafkajs.Kafka({
    clientId,
    brokers: [...brokers],
    connectionTimeout: 3_000,
    requestTimeout: 30_000,
    retry: { initialRetryTime: 100, maxRetryTime: 5_000, retries: 10 },
    logLevel: kafkajs.logLevel.ERROR,
    logCreator: logCreator(logger),
  });
}
