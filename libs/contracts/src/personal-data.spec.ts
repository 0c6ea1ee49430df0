import { contracts } from './events.js';
import { personalDataInTopics } from './personal-data.js';
import { DEAD_LETTER_TOPIC, topics } from './topics.js';

/** Topics whose events hold ids, numbers and words of the operator alone. */
const WITHOUT_PERSONAL_DATA = new Set<string>([
  DEAD_LETTER_TOPIC,
  contracts.accountUpserted.topic,
  contracts.accountSnapshot.topic,
  contracts.invitationWithdrawn.topic,
  contracts.surveyPublished.topic,
  contracts.surveyPreviewed.topic,
  contracts.contactMerged.topic,
  contracts.erasedInScoring.topic,
  contracts.decisionMade.topic,
  contracts.invitationScheduled.topic,
  contracts.responseScored.topic,
  contracts.caseOpened.topic,
]);

const DAY_MS = 24 * 60 * 60 * 1000;
const named = personalDataInTopics.map(({ topic }) => topic);

describe('personal data in topics', () => {
  it('is said of every topic: it holds some, or it holds none', () => {
    const undecided = topics
      .map(({ topic }) => topic)
      .filter((it) => !named.includes(it) && !WITHOUT_PERSONAL_DATA.has(it));
    expect(undecided).toEqual([]);
    expect(named.filter((topic) => WITHOUT_PERSONAL_DATA.has(topic))).toEqual([]);
  });

  it('leaves every topic within 15 days, and the one that is compacted within one', () => {
    for (const { leaves, clearedAfterMs } of personalDataInTopics)
      expect(clearedAfterMs).toBeLessThanOrEqual((leaves === 'compaction' ? 1 : 15) * DAY_MS);
  });

  it.each(named)('leaves %s in time by the settings of the topic', (topic) => {
    const { clearedAfterMs } = personalDataInTopics.find((it) => it.topic === topic)!;
    const { config } = topics.find((it) => it.topic === topic)!;
    const longest = config['retention.ms']
      ? Number(config['retention.ms']) + Number(config['segment.ms'])
      : Number(config['max.compaction.lag.ms']);
    expect(longest).toBeLessThanOrEqual(clearedAfterMs);
  });
});
