/** What topics are called in a deployment: its prefix and the contract's topic, or what an outside system calls its own. */
export class TopicNames {
  private readonly topicOf: ReadonlyMap<string, string>;

  /** @param renamed whole names by the contract's topic; no prefix is set before them */
  constructor(
    private readonly prefix: string,
    private readonly renamed: Readonly<Record<string, string>> = {},
  ) {
    this.topicOf = new Map(Object.entries(renamed).map(([topic, name]) => [name, topic]));
  }

  /** What a contract's topic is called. */
  nameOf(topic: string): string {
    return this.renamed[topic] ?? this.prefix + topic;
  }

  /** The contract's topic that is called so. */
  contractTopic(name: string): string {
    return this.topicOf.get(name) ?? name.slice(this.prefix.length);
  }
}
