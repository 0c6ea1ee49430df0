import { ApiProperty } from '@nestjs/swagger';

/** How one channel is doing. */
export class ChannelStateDto {
  @ApiProperty({ example: 'email' })
  channel: string;
  @ApiProperty({ type: String, nullable: true, example: 'mail.example:587', description: 'Who is behind it' })
  provider: string | null;
  @ApiProperty({
    enum: ['working', 'paused'],
    description: '`paused`: the provider fails, nothing is tried but a message now and then that probes it',
  })
  state: 'working' | 'paused';
  @ApiProperty({ type: String, format: 'date-time', nullable: true, description: 'Since when it is paused' })
  since: Date | null;
  @ApiProperty({ type: String, nullable: true, example: 'ESOCKET', description: 'What failed last when it was paused' })
  reason: string | null;
  @ApiProperty({ type: String, format: 'date-time', nullable: true, description: 'When the next message may probe it' })
  probeAt: Date | null;
  @ApiProperty({ example: 3, description: 'Failed probes in a row; the wait between two doubles' })
  failedProbes: number;
  @ApiProperty({ example: 12, description: 'Invitations that are due and not sent; counted up to 10,000' })
  waiting: number;
  @ApiProperty({ example: 0, description: 'Reminders that are due and not sent; counted up to 10,000' })
  waitingReminders: number;
  @ApiProperty({ type: Number, nullable: true, example: 600, description: 'Messages per minute at the most' })
  perMinute: number | null;
  @ApiProperty({ type: Number, nullable: true, example: 60, description: 'Messages per minute to one domain' })
  perMinuteAndDomain: number | null;
}

/** How the channels are doing. */
export class DeliveryDto {
  @ApiProperty({ type: [ChannelStateDto] })
  channels: ChannelStateDto[];
}
