import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Scope } from '#service-kit';

/** An API key; the key itself is known to its holder alone. */
@Entity('api_keys')
export class ApiKey {
  @PrimaryColumn('uuid')
  id: string;
  @Column('text')
  name: string;
  /** SHA-256 of the key, in hex. */
  @Column('text')
  hash: string;
  /** The key's first characters, so that people can tell keys apart. */
  @Column('text')
  prefix: string;
  @Column('text', { array: true })
  scopes: Scope[];
  @Column('timestamptz', { name: 'created_at' })
  createdAt: Date;
  @Column('timestamptz', { name: 'revoked_at', nullable: true })
  revokedAt: Date | null;
  /** To the hour. */
  @Column('timestamptz', { name: 'last_used_at', nullable: true })
  lastUsedAt: Date | null;
}
