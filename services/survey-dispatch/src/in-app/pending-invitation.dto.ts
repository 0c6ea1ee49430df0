import { ApiProperty } from '@nestjs/swagger';
import { IsUUID } from 'class-validator';

/** The scores of a metric, both ends included. */
export class ScaleDto {
  @ApiProperty({ example: 0 })
  from: number;
  @ApiProperty({ example: 10 })
  to: number;
}

/** An invitation as an app shows it. */
export class ShownInvitationDto {
  @ApiProperty({ format: 'uuid' })
  invitationId: string;
  @ApiProperty({ example: 'nps-support-case' })
  surveyId: string;
  @ApiProperty({ example: 1 })
  surveyVersion: number;
  @ApiProperty({ enum: ['nps', 'csat', 'ces'], example: 'nps' })
  metric: string;
  @ApiProperty({ type: ScaleDto })
  scale: ScaleDto;
  @ApiProperty({ example: 'How likely are you to recommend us?' })
  question: string;
  @ApiProperty({ example: 'en', description: 'Language of the question' })
  locale: string;
  @ApiProperty({
    example: 'https://nps.example/s/v1.AZOqF3r0cWedKltsfY6fAAB-XWrU.xJ7m0fH1Jq3vY4w2kZ8nQb5c',
    description: 'The survey page; `?score=7` pre-selects a score',
  })
  link: string;
  @ApiProperty({ format: 'date-time', description: 'Until when it can be answered' })
  expiresAt: Date;
}

/** What a contact can be shown in the app. */
export class PendingInvitationDto {
  @ApiProperty({ type: ShownInvitationDto, nullable: true, description: 'Null where there is nothing to ask' })
  invitation: ShownInvitationDto | null;
}

/** Which invitation the contact does not want to answer. */
export class DismissalDto {
  @ApiProperty({ format: 'uuid' })
  @IsUUID()
  invitationId: string;
}
