import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { AttributeType } from './attribute.rules.js';

/** What an operator declared of a custom attribute. */
@Entity('attribute_declarations')
export class AttributeDeclared {
  @PrimaryColumn('text')
  subject: string;
  @PrimaryColumn('text')
  name: string;
  @Column('text')
  type: AttributeType;
  @Column('text', { array: true, nullable: true })
  allowed: string[] | null;
  @Column('text', { nullable: true })
  description: string | null;
  @Column('timestamptz', { name: 'declared_at' })
  declaredAt: Date;
}
