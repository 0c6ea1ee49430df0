import { ApiProperty } from '@nestjs/swagger';

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
  @ApiProperty({ type: String, nullable: true, example: 'Maria' })
  name: string | null;
  @ApiProperty({ type: String, nullable: true, example: 'pt-BR' })
  locale: string | null;
  @ApiProperty({ type: String, nullable: true, example: 'America/Sao_Paulo' })
  timeZone: string | null;
  @ApiProperty({ type: String, nullable: true, example: 'admin' })
  role: string | null;
  @ApiProperty({ example: true, description: 'Whether surveys may be mailed' })
  emailConsent: boolean;
  @ApiProperty({ type: 'object', additionalProperties: true, example: { seat: 'viewer' } })
  attributes: Record<string, unknown>;
  @ApiProperty({ format: 'date-time' })
  updatedAt: Date;
}
