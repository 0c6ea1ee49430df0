import { Column, Entity, PrimaryColumn } from 'typeorm';

/** Which queue owns what comes from a segment's accounts without an owner; the segment `default` stands for all others. */
@Entity('queues')
export class Queue {
  @PrimaryColumn('text')
  segment: string;
  @Column('text')
  queue: string;
}
