import { ApiProperty } from '@nestjs/swagger';
import { IsInt, IsString, Length, Matches, Max, Min } from 'class-validator';

/** Whose widget it is, and for how long. */
export class NewWidgetTokenDto {
  @ApiProperty({ example: 'contact-17' })
  @IsString()
  @Length(1, 200)
  @Matches(/^\P{Cc}*$/u, { message: '$property must be one line of text' })
  contactId: string;

  @ApiProperty({ type: Number, required: false, default: 3600, minimum: 60, maximum: 86_400, example: 3600 })
  @IsInt()
  @Min(60)
  @Max(86_400)
  ttlSeconds = 3_600;
}

/** A token for the widget on a page that one contact sees. */
export class WidgetTokenDto {
  @ApiProperty({ example: 'w1.WyJjb250YWN0LTE3IiwxNzcyMzY2NDAwXQ.4mWn0Xw3nDYq2bB8hX5pV8oW2sH6bq0jv0b4iQ1fX5c' })
  token: string;
  @ApiProperty({ format: 'date-time', example: '2026-03-01T10:30:00.000Z' })
  expiresAt: Date;
}

/** An invitation as the widget needs it. */
export class PendingInWidgetDto {
  @ApiProperty({ format: 'uuid', example: '0190d3a4-7c1e-7b52-9f3a-5d1c2e8b7a60' })
  invitationId: string;
  @ApiProperty({
    example: 'v1.AZOqF3r0cWedKltsfY6fAAB-XWrU.xJ7m0fH1Jq3vY4w2kZ8nQb5c',
    description: 'With which it is answered, at /widget/surveys/{token}',
  })
  surveyToken: string;
  @ApiProperty({ format: 'date-time', example: '2026-03-31T09:30:00.000Z' })
  expiresAt: Date;
}

/** What a widget can show. */
export class WidgetPendingDto {
  @ApiProperty({ type: PendingInWidgetDto, nullable: true, description: 'Null where there is nothing to ask' })
  invitation: PendingInWidgetDto | null;
}

/** Which invitation was dismissed in the widget. */
export class WidgetDismissalDto {
  @ApiProperty({ format: 'uuid', example: '0190d3a4-7c1e-7b52-9f3a-5d1c2e8b7a60' })
  @Matches(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i, { message: '$property must be a UUID' })
  invitationId: string;
}
