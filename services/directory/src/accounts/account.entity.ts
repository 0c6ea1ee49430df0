import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A customer company. */
@Entity('accounts')
export class Account {
  @PrimaryColumn('text', { name: 'account_id' })
  accountId: string;
  @Column('int')
  version: number;
  @Column('text', { nullable: true })
  name: string | null;
  @Column('double precision', { nullable: true })
  arr: number | null;
  @Column('text', { nullable: true })
  segment: string | null;
  @Column('text', { nullable: true })
  region: string | null;
  @Column('date', { name: 'renewal_date', nullable: true })
  renewalDate: string | null;
  @Column('text', { name: 'owner_csm', nullable: true })
  ownerCsm: string | null;
  @Column('text')
  lifecycle: string;
  @Column('jsonb')
  attributes: Record<string, unknown>;
  @Column('timestamptz', { name: 'updated_at' })
  updatedAt: Date;
  /** The account that this one was merged into; read only where it is asked for. */
  @Column('text', { name: 'merged_into', nullable: true, select: false })
  mergedInto?: string | null;
}
