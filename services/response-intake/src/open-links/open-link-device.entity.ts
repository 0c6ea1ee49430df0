import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A device that stands somewhere and shows a kiosk's link; its address is its own. */
@Entity('open_link_devices')
export class OpenLinkDevice {
  @PrimaryColumn('uuid', { name: 'device_id' })
  deviceId: string;

  @Column('uuid', { name: 'link_id' })
  linkId: string;

  @Column('text')
  token: string;

  @Column('text')
  name: string;

  @Column('timestamptz', { name: 'last_answer_at', nullable: true })
  lastAnswerAt: Date | null;

  @Column('timestamptz', { name: 'withdrawn_at', nullable: true })
  withdrawnAt: Date | null;

  @Column('timestamptz', { name: 'created_at' })
  createdAt: Date;
}
