import { Injectable } from '@nestjs/common';
import { contracts, ownerOf, type PersonalDataInTopic, personalDataInTopics } from '#contracts';
import { Clock } from '#messaging';
import { NotFound } from '#service-kit';
import { answerOf, type ServiceAnswer } from './erasure.rules.js';
import { ErasureQueries } from './erasures.query.js';

/** The services that report what they erased. */
export const ERASING_SERVICES = [
  contracts.erasedInSurveyDispatch,
  contracts.erasedInResponseIntake,
  contracts.erasedInScoring,
  contracts.erasedInFeedbackTagging,
  contracts.erasedInFollowUp,
].map(({ type }) => ownerOf(type));

/** What a Kafka topic still holds of an erased contact, and until when. */
export interface TopicRemains {
  readonly topic: string;
  readonly holds: string;
  readonly until: Date;
  readonly how: string;
}

/** The receipt of an erasure. */
export interface Receipt {
  readonly erasureId: string;
  readonly contactId: string;
  readonly alsoErased: readonly string[];
  readonly state: 'pending' | 'completed';
  readonly erasedAt: Date;
  readonly completedAt: Date | null;
  readonly droppedUpserts: number;
  readonly services: readonly ServiceAnswer[];
  readonly topics: readonly TopicRemains[];
}

/** Shows what became of an erasure, service by service and topic by topic. */
@Injectable()
export class ShowErasure {
  constructor(
    private readonly erasures: ErasureQueries,
    private readonly clock: Clock,
  ) {}

  /** @throws NotFound */
  async run(erasureId: string): Promise<Receipt> {
    const erasure = await this.erasures.one(erasureId);
    if (!erasure) throw new NotFound(`there is no erasure ${erasureId}`);
    const { contactId, ids, erasedAt, completedAt, droppedUpserts, records, reports } = erasure;
    const about = { ids: ids.length, erasedAt, now: this.clock.now() };
    return {
      erasureId,
      contactId,
      alsoErased: ids.filter((id) => id !== contactId),
      state: completedAt ? 'completed' : 'pending',
      erasedAt,
      completedAt,
      droppedUpserts,
      services: [
        { service: ownerOf(contracts.contactErased.type), state: 'completed', completedAt: erasedAt, records },
        ...ERASING_SERVICES.map((service) => answerOf(service, reports, about)),
      ],
      topics: personalDataInTopics.map((it) => remainsIn(it, erasedAt)),
    };
  }

  /**
   * The receipt of the erasure that covers a contact's id.
   * @throws NotFound
   */
  async ofContact(contactId: string): Promise<Receipt> {
    const erasureId = await this.erasures.ofContact(contactId);
    if (erasureId === undefined) throw new NotFound(`there is no erasure of a contact ${contactId}`);
    return this.run(erasureId);
  }
}

function remainsIn(
  { topic, holds, leaves, foreign, clearedAfterMs }: PersonalDataInTopic,
  erasedAt: Date,
): TopicRemains {
  const until = new Date(erasedAt.getTime() + clearedAfterMs);
  if (leaves === 'compaction')
    return { topic, holds, until, how: 'the erasure takes the place of the records when the log is compacted' };
  if (!foreign) return { topic, holds, until, how: 'records are removed when their time is over' };
  return {
    topic,
    holds,
    until,
    how: 'the topic belongs to its sender, who may keep it otherwise; as Rapport makes it, records are removed when their time is over',
  };
}
