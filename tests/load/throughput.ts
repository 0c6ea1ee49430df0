import { setTimeout as sleep } from 'node:timers/promises';
import type { Arena } from './arena.js';

const POLL_MS = 25;
const GIVE_UP_MS = 180_000;

/**
 * Records per second that a consumer group commits, from the first commit that is seen to the last record. Both sides
 * of a ratio are measured so: joining the group and the first fetch are in neither.
 */
export async function committedPerSecond(arena: Arena, groupId: string, topic: string, total: number): Promise<number> {
  const admin = arena.kafka.admin();
  await admin.connect();
  const committed = async () => {
    const [answer] = await admin.fetchOffsets({ groupId, topics: [topic] });
    return (answer?.partitions ?? []).reduce((sum, { offset }) => sum + Math.max(0, Number(offset)), 0);
  };
  const deadline = Date.now() + GIVE_UP_MS;
  let first: { at: number; count: number } | undefined;
  try {
    for (;;) {
      const count = await committed();
      const now = performance.now();
      if (count > 0) first ??= { at: now, count };
      if (first && count >= total) return ((count - first.count) * 1000) / (now - first.at);
      if (Date.now() > deadline)
        throw new Error(`${groupId} committed ${count} of ${total} records and went no further`);
      await sleep(POLL_MS);
    }
  } finally {
    await admin.disconnect();
  }
}
