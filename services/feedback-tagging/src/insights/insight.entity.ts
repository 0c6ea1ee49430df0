import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { TaggedTheme } from './tagging.rules.js';

/** What was found in one text, as of its last revision. */
@Entity('insights')
export class Insight {
  @PrimaryColumn('uuid', { name: 'insight_id' })
  insightId: string;
  /** Where the text is from: `response` for a comment, `answer` for the answer to a follow-up question, `feedback` for an item. */
  @Column('text')
  source: string;
  @Column('text', { name: 'source_id' })
  sourceId: string;
  @Column('text', { name: 'question_id', nullable: true })
  questionId: string | null;
  @Column('int', { name: 'source_revision' })
  sourceRevision: number;
  /** Whether the text was taken back: such a row has no content and is never shown. */
  @Column('boolean', { select: false })
  withdrawn: boolean;
  /** What the feedback item is, where the text is one. */
  @Column('text', { name: 'feedback_kind', nullable: true })
  feedbackKind: string | null;
  @Column('text', { name: 'contact_id', nullable: true })
  contactId: string | null;
  @Column('text', { name: 'account_id', nullable: true })
  accountId: string | null;
  @Column('date')
  day: string;
  @Column('text')
  comment: string;
  @Column('text')
  language: string;
  @Column('text')
  sentiment: string;
  @Column('double precision', { name: 'sentiment_score' })
  sentimentScore: number;
  @Column('jsonb')
  themes: TaggedTheme[];
  @Column('text', { name: 'taxonomy_version' })
  taxonomyVersion: string;
  @Column('text', { name: 'rules_version' })
  rulesVersion: string;
  @Column('timestamptz', { name: 'found_at' })
  foundAt: Date;
}
