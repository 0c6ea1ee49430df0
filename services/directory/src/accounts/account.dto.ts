import { ApiProperty } from '@nestjs/swagger';

/** An account as REST shows it. */
export class AccountDto {
  @ApiProperty({ example: 'acme' })
  accountId: string;
  @ApiProperty({ example: 3, description: 'Grows by one with every change' })
  version: number;
  @ApiProperty({ type: String, nullable: true, example: 'Acme Ltd' })
  name: string | null;
  @ApiProperty({ type: Number, nullable: true, example: 120000, description: 'Annual recurring revenue' })
  arr: number | null;
  @ApiProperty({ type: String, nullable: true, example: 'enterprise' })
  segment: string | null;
  @ApiProperty({ type: String, nullable: true, example: 'emea' })
  region: string | null;
  @ApiProperty({ type: String, format: 'date', nullable: true, example: '2027-03-31' })
  renewalDate: string | null;
  @ApiProperty({ type: String, nullable: true, example: 'csm.ana' })
  ownerCsm: string | null;
  @ApiProperty({ enum: ['active', 'churned'] })
  lifecycle: string;
  @ApiProperty({ type: 'object', additionalProperties: true, example: { industry: 'logistics' } })
  attributes: Record<string, unknown>;
  @ApiProperty({ format: 'date-time' })
  updatedAt: Date;
}
