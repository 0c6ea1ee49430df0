import { Column, Entity, PrimaryColumn } from 'typeorm';

/** Who is asked which survey, and when: a transactional program that a touchpoint fires. */
@Entity('programs')
export class Program {
  @PrimaryColumn('text', { name: 'program_id' })
  programId: string;
  @Column('text')
  name: string;
  @Column('text')
  touchpoint: string;
  @Column('text', { name: 'survey_id' })
  surveyId: string;
  @Column('int', { name: 'delay_seconds' })
  delaySeconds: number;
  @Column('int', { name: 'expiry_days' })
  expiryDays: number;
  @Column('int')
  priority: number;
  @Column('boolean')
  active: boolean;
}
