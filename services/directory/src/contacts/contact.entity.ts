import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { ConsentChanges } from './consent.rules.js';

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
  phone: string | null;
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
  @Column('boolean', { name: 'sms_consent' })
  smsConsent: boolean;
  @Column('boolean', { name: 'in_app_consent' })
  inAppConsent: boolean;
  @Column('jsonb', { name: 'consent_changes' })
  consentChanges: ConsentChanges;
  @Column('jsonb')
  attributes: Record<string, unknown>;
  @Column('timestamptz', { name: 'updated_at' })
  updatedAt: Date;
  /** The contact that this one was merged into; read only where it is asked for. */
  @Column('text', { name: 'merged_into', nullable: true, select: false })
  mergedInto?: string | null;
}
