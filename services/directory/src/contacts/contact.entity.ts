import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A person at an account. */
@Entity('contacts')
export class Contact {
  @PrimaryColumn('text', { name: 'contact_id' })
  contactId: string;
  @Column('int')
  version: number;
  @Column('text', { name: 'account_id', nullable: true })
  accountId: string | null;
  @Column('text', { nullable: true })
  email: string | null;
  @Column('text', { nullable: true })
  name: string | null;
  @Column('text', { nullable: true })
  locale: string | null;
  @Column('text', { name: 'time_zone', nullable: true })
  timeZone: string | null;
  @Column('text', { nullable: true })
  role: string | null;
  @Column('boolean', { name: 'email_consent' })
  emailConsent: boolean;
  @Column('jsonb')
  attributes: Record<string, unknown>;
  @Column('timestamptz', { name: 'updated_at' })
  updatedAt: Date;
}
