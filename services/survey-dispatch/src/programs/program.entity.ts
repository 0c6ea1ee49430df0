import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { ReminderPlan } from '../reminders/reminder.rules.js';
import type { ProgramKind } from './active-program.rules.js';
import type { Condition } from './audience.rules.js';
import type { Channel } from './channel.rules.js';
import type { ProgramState, VariantDefinition } from './program.rules.js';

/** Who is asked which survey, when, and under which conditions. */
@Entity('programs')
export class Program {
  @PrimaryColumn('text', { name: 'program_id' })
  programId: string;
  @Column('text')
  name: string;
  @Column('text')
  kind: ProgramKind;
  @Column('text')
  state: ProgramState;
  @Column('text')
  touchpoint: string;
  @Column('text', { name: 'survey_id' })
  surveyId: string;
  @Column('int', { name: 'survey_version', nullable: true })
  surveyVersion: number | null;
  @Column('jsonb')
  variants: VariantDefinition[];
  @Column('jsonb')
  audience: Condition[];
  @Column('jsonb')
  channels: Channel[];
  @Column('float8', { name: 'sample_percent' })
  samplePercent: number;
  @Column('float8', { name: 'holdout_percent' })
  holdoutPercent: number;
  @Column('int', { name: 'delay_seconds' })
  delaySeconds: number;
  @Column('int', { name: 'defer_days' })
  deferDays: number;
  @Column('int', { name: 'expiry_days' })
  expiryDays: number;
  @Column('jsonb')
  reminders: ReminderPlan[];
  @Column('int')
  priority: number;
  @Column('int', { name: 'cadence_days', nullable: true })
  cadenceDays: number | null;
  @Column('jsonb', { name: 'days_before' })
  daysBefore: number[];
  @Column({ type: 'boolean', insert: false, update: false })
  active: boolean;
}
