import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { LinkMode } from './open-link.rules.js';

/** A link that anybody may answer. */
@Entity('open_links')
export class OpenLink {
  @PrimaryColumn('uuid', { name: 'link_id' })
  linkId: string;

  /** What its address ends with; of a kiosk's link, nobody can answer by it. */
  @Column('text')
  token: string;

  @Column('text')
  name: string;

  @Column('text')
  mode: LinkMode;

  /** Such as `nps-event@2`. */
  @Column('text', { name: 'survey_version_id' })
  surveyVersionId: string;

  @Column('text')
  touchpoint: string;

  @Column('text', { name: 'program_id', nullable: true })
  programId: string | null;

  @Column('text', { name: 'account_id', nullable: true })
  accountId: string | null;

  @Column('text', { array: true, nullable: true })
  languages: string[] | null;

  @Column('timestamptz', { name: 'opens_at', nullable: true })
  opensAt: Date | null;

  @Column('timestamptz', { name: 'closes_at', nullable: true })
  closesAt: Date | null;

  @Column('timestamptz', { name: 'closed_at', nullable: true })
  closedAt: Date | null;

  @Column('int', { name: 'answer_cap', nullable: true })
  answerCap: number | null;

  @Column('int', { name: 'answers_per_place', nullable: true })
  answersPerPlace: number | null;

  @Column('int')
  answers: number;

  @Column('timestamptz', { name: 'created_at' })
  createdAt: Date;
}
