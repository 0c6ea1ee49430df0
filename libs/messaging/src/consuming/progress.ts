import type { Admin, Kafka } from 'kafkajs';

const CHECK_MS = 30_000;
const DEAD_AFTER_MS = 120_000;

/** Whether a consumer is alive: lag without movement for two minutes, or a crash, is death. */
export class Progress {
  crashed = false;
  private lastMovedAt = Date.now();
  private lastCheckedAt = 0;
  private admin: Admin | undefined;

  constructor(
    private readonly kafka: Kafka,
    private readonly groupId: string,
    private readonly topics: readonly string[],
  ) {}

  /** Says that a chunk became durable. */
  moved(): void {
    this.lastMovedAt = Date.now();
  }

  /** Whether the consumer is alive. The lag is asked for every 30 s at most; a broker that does not answer is no death. */
  async alive(): Promise<boolean> {
    if (this.crashed) return false;
    const now = Date.now();
    if (now - this.lastCheckedAt >= CHECK_MS && now - this.lastMovedAt >= CHECK_MS) {
      this.lastCheckedAt = now;
      if ((await this.lag().catch(() => 0)) === 0) this.lastMovedAt = now;
    }
    return now - this.lastMovedAt < DEAD_AFTER_MS;
  }

  /** How many records wait to be consumed by the group. */
  async lag(): Promise<number> {
    const admin = await this.connected();
    const committed = await admin.fetchOffsets({ groupId: this.groupId, topics: [...this.topics] });
    let lag = 0;
    for (const { topic, partitions } of committed) {
      const ends = await admin.fetchTopicOffsets(topic);
      for (const { partition, offset } of partitions) {
        const end = ends.find((candidate) => candidate.partition === partition);
        if (end) lag += Number(end.high) - Math.max(Number(offset), Number(end.low));
      }
    }
    return lag;
  }

  async close(): Promise<void> {
    await this.admin?.disconnect();
  }

  private async connected(): Promise<Admin> {
    if (!this.admin) {
      const admin = this.kafka.admin();
      await admin.connect();
      this.admin = admin;
    }
    return this.admin;
  }
}
