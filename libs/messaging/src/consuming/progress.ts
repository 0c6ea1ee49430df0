import type { Admin, Kafka } from 'kafkajs';

const DEAD_AFTER_MS = 120_000;

/**
 * Whether a consumer is alive: records in hand without movement for two minutes, no fetch for two minutes although the
 * broker answers, or a crash, is death.
 */
export class Progress {
  crashed = false;
  /** Since when a partition that has records in hand stands still. */
  private readonly standingSince = new Map<string, number>();
  private lastFetchAt = Date.now();
  private admin: Admin | undefined;

  constructor(
    private readonly kafka: Kafka,
    private readonly groupId: string,
    private readonly topics: readonly string[],
  ) {}

  /** Says that the consumer asked the broker for more. */
  fetched(): void {
    this.lastFetchAt = Date.now();
  }

  /** Says that partitions were dealt out anew. */
  joined(): void {
    this.standingSince.clear();
    this.fetched();
  }

  /** Says that records of a partition are in hand; what stands still already goes on standing. */
  received(place: string): void {
    if (!this.standingSince.has(place)) this.standingSince.set(place, Date.now());
  }

  /** Says that a chunk of a partition became durable. */
  moved(place: string): void {
    this.standingSince.set(place, Date.now());
  }

  /** Says that nothing of a partition is in hand any more. */
  finished(place: string): void {
    this.standingSince.delete(place);
  }

  /** Whether the consumer is alive. */
  async alive(now = Date.now()): Promise<boolean> {
    if (this.crashed) return false;
    for (const since of this.standingSince.values()) if (now - since >= DEAD_AFTER_MS) return false;
    if (now - this.lastFetchAt < DEAD_AFTER_MS) return true;
    // Without a broker there is nothing to fetch, and a new process would not find one either.
    return !(await this.brokerAnswers());
  }

  private brokerAnswers(): Promise<boolean> {
    return this.connected()
      .then((admin) => admin.describeCluster())
      .then(
        () => true,
        () => false,
      );
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
