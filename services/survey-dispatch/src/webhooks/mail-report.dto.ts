import { ApiProperty } from '@nestjs/swagger';
import { IsBoolean, IsIn, IsOptional, IsString, IsUUID, Length } from 'class-validator';
import { NestedList } from '#service-kit';
import type { ReportKind } from './mail-report.rules.js';

const KINDS: ReportKind[] = ['delivered', 'opened', 'bounced', 'complained', 'unsubscribed'];

/** What became of one mail, in a form of our own for any provider. */
export class MailReportDto {
  @ApiProperty({ format: 'uuid', description: 'The mail header X-Rapport-Invitation' })
  @IsUUID()
  invitationId: string;

  @ApiProperty({ enum: KINDS, example: 'bounced' })
  @IsIn(KINDS)
  kind: ReportKind;

  @ApiProperty({ required: false, description: 'A bounce after which the address is never written to again' })
  @IsOptional()
  @IsBoolean()
  permanent?: boolean;

  @ApiProperty({ required: false, example: '550 5.1.1', description: 'Kept with the invitation, without addresses' })
  @IsOptional()
  @IsString()
  @Length(0, 1000)
  reason?: string;
}

/** Some reports of a mail provider. */
export class MailReportsDto {
  @ApiProperty({ type: [MailReportDto], maxItems: 200 })
  @NestedList(() => MailReportDto, 200)
  reports: MailReportDto[];
}
