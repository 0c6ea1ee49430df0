import { ApiProperty } from '@nestjs/swagger';
import { IsIn, IsNumber, IsObject, IsOptional, IsString, Length, Min } from 'class-validator';

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

/** What is to change of an account: an absent field keeps its value, null clears it. */
export class AccountChangesDto {
  @Text('Acme Ltd')
  name?: string | null;

  @ApiProperty({
    type: Number,
    nullable: true,
    required: false,
    example: 120000,
    description: 'Annual recurring revenue',
  })
  @IsOptional()
  @IsNumber()
  @Min(0)
  arr?: number | null;

  @Text('enterprise')
  segment?: string | null;
  @Text('emea')
  region?: string | null;
  @Text('2027-03-31', 'YYYY-MM-DD')
  renewalDate?: string | null;
  @Text('csm.ana')
  ownerCsm?: string | null;

  @ApiProperty({ enum: ['active', 'churned'], required: false })
  @IsOptional()
  @IsIn(['active', 'churned'])
  lifecycle?: string;

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

/** An account that was asked for by its id, or by one that was merged into it. */
export class AccountFoundDto extends AccountDto {
  @ApiProperty({ required: false, example: 'acme-2', description: 'The id that was asked for, merged into this one' })
  mergedFrom?: string;
}
