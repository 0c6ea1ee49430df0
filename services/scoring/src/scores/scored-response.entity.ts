import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { ScoreCategory } from '../metrics/score-category.rules.js';

/** A response as of its last revision, and where it counts. */
@Entity('scored_responses')
export class ScoredResponse {
  @PrimaryColumn('text', { name: 'response_id' })
  responseId: string;
  @Column('int')
  revision: number;
  @Column('smallint')
  score: number;
  @Column('smallint', { name: 'previous_score', nullable: true })
  previousScore: number | null;
  /** Whether it is part of the numbers: what was set aside or excluded is not. */
  @Column('boolean')
  counts: boolean;
  @Column('text')
  category: ScoreCategory;
  @Column('text', { name: 'contact_id' })
  contactId: string;
  @Column('text', { name: 'account_id', nullable: true })
  accountId: string | null;
  @Column('text', { name: 'invitation_id', nullable: true })
  invitationId: string | null;
  @Column('date')
  day: string;
  @Column('text')
  touchpoint: string;
  /** '' where it was not known when the response was first scored. */
  @Column('text')
  segment: string;
  @Column('timestamptz', { name: 'answered_at' })
  answeredAt: Date;
  @Column('timestamptz', { name: 'scored_at' })
  scoredAt: Date;
}
