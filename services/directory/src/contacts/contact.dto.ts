import { ApiProperty } from '@nestjs/swagger';
import { IsBoolean, IsObject, IsOptional, IsString, Length } from 'class-validator';
import type { ConsentChanges } from './consent.rules.js';
import { KNOWN_ROLES } from './role.rules.js';

const ROLES = `Known are ${KNOWN_ROLES.join(', ')}; any other word is taken as well. It is kept in lower case with underscores.`;

/** A text that a caller may give, or clear with null. */
const Text = (example: string, description?: string) => (target: object, property: string) => {
  ApiProperty({ type: String, nullable: true, required: false, example, ...(description && { description }) })(
    target,
    property,
  );
  IsOptional()(target, property);
  IsString()(target, property);
  Length(1, 500)(target, property);
};

/** What is to change of a contact: an absent field keeps its value, null clears it. */
export class ContactChangesDto {
  @Text('acme')
  accountId?: string | null;
  @Text('maria@acme.example')
  email?: string | null;
  @Text('+5511987654321', 'E.164')
  phone?: string | null;
  @Text('Maria Silva')
  name?: string | null;
  @Text('pt-BR', 'BCP 47')
  locale?: string | null;
  @Text('America/Sao_Paulo', 'IANA')
  timeZone?: string | null;
  @Text('admin', ROLES)
  role?: string | null;

  @ApiProperty({ required: false, example: true, description: 'Whether surveys may be mailed' })
  @IsOptional()
  @IsBoolean()
  emailConsent?: boolean;

  @ApiProperty({ required: false, example: false, description: 'Whether surveys may be sent as text messages' })
  @IsOptional()
  @IsBoolean()
  smsConsent?: boolean;

  @ApiProperty({ required: false, example: true, description: 'Whether surveys may be shown inside the product' })
  @IsOptional()
  @IsBoolean()
  inAppConsent?: boolean;

  @ApiProperty({
    required: false,
    example: 'signup_form',
    description: 'Where this consent is from; `api` when absent',
  })
  @IsOptional()
  @Length(1, 200)
  consentSource?: string;

  @ApiProperty({
    selfRequired: false,
    type: 'object',
    additionalProperties: true,
    example: {},
    description: 'Declared attributes; each is changed by itself, null removes it',
  })
  @IsOptional()
  @IsObject()
  attributes?: Record<string, unknown>;
}

/** A contact as REST shows it. */
export class ContactDto {
  @ApiProperty({ example: 'contact-17' })
  contactId: string;
  @ApiProperty({ example: 2, description: 'Grows by one with every change' })
  version: number;
  @ApiProperty({ type: String, nullable: true, example: 'acme' })
  accountId: string | null;
  @ApiProperty({ type: String, nullable: true, example: 'maria@acme.example' })
  email: string | null;
  @ApiProperty({ type: String, nullable: true, example: '+5511987654321' })
  phone: string | null;
  @ApiProperty({ type: String, nullable: true, example: 'Maria' })
  name: string | null;
  @ApiProperty({ type: String, nullable: true, example: 'pt-BR' })
  locale: string | null;
  @ApiProperty({ type: String, nullable: true, example: 'America/Sao_Paulo' })
  timeZone: string | null;
  @ApiProperty({ type: String, nullable: true, example: 'admin', description: ROLES })
  role: string | null;
  @ApiProperty({ example: true, description: 'Whether surveys may be mailed' })
  emailConsent: boolean;
  @ApiProperty({ example: false, description: 'Whether surveys may be sent as text messages' })
  smsConsent: boolean;
  @ApiProperty({ example: true, description: 'Whether surveys may be shown inside the product' })
  inAppConsent: boolean;
  @ApiProperty({
    type: 'object',
    additionalProperties: true,
    example: { email: { granted: true, changedAt: '2026-01-02T03:04:05.000Z', source: 'signup_form' } },
    description: 'When and where consent was last given or taken back, by channel: email, sms, in_app',
  })
  consentChanges: ConsentChanges;
  @ApiProperty({ type: 'object', additionalProperties: true, example: { seat: 'viewer' } })
  attributes: Record<string, unknown>;
  @ApiProperty({ format: 'date-time' })
  updatedAt: Date;
}

/** A contact that was asked for by its id, or by one that was merged into it. */
export class ContactFoundDto extends ContactDto {
  @ApiProperty({
    required: false,
    example: 'contact-18',
    description: 'The id that was asked for, merged into this one',
  })
  mergedFrom?: string;
}
