import { ApiProperty } from '@nestjs/swagger';
import { ArrayMaxSize, ArrayMinSize, ArrayUnique, IsArray, IsIn, IsOptional, Length, Matches } from 'class-validator';
import { ATTRIBUTE_TYPES, type AttributeType } from './attribute.rules.js';

/** Which attribute a declaration is about. */
export class AttributeKeyDto {
  @ApiProperty({ enum: ['account', 'contact'] })
  @IsIn(['account', 'contact'])
  subject: 'account' | 'contact';

  @ApiProperty({ example: 'industry' })
  @Matches(/^[A-Za-z][\w-]{0,63}$/, {
    message: 'name must begin with a letter and have at most 64 letters, digits, _ and -',
  })
  name: string;
}

/** What is declared of an attribute. */
export class DeclareAttributeDto {
  @ApiProperty({ enum: ATTRIBUTE_TYPES, description: '`choice` is one of `allowed`; a date is YYYY-MM-DD' })
  @IsIn(ATTRIBUTE_TYPES)
  type: AttributeType;

  @ApiProperty({ type: [String], required: false, example: ['logistics', 'retail'], description: 'For `choice` alone' })
  @IsOptional()
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(200)
  @ArrayUnique()
  @Length(1, 200, { each: true })
  allowed?: string[];

  @ApiProperty({ required: false, example: 'Main line of business' })
  @IsOptional()
  @Length(1, 500)
  description?: string;
}

/** A declared attribute. */
export class AttributeDeclarationDto {
  @ApiProperty({ enum: ['account', 'contact'] })
  subject: string;
  @ApiProperty({ example: 'industry' })
  name: string;
  @ApiProperty({ enum: ATTRIBUTE_TYPES })
  type: AttributeType;
  @ApiProperty({ type: [String], nullable: true, example: ['logistics', 'retail'] })
  allowed: string[] | null;
  @ApiProperty({ type: String, nullable: true, example: 'Main line of business' })
  description: string | null;
  @ApiProperty({ format: 'date-time' })
  declaredAt: Date;
}

/** All declared attributes. */
export class AttributeDeclarationsDto {
  @ApiProperty({ type: [AttributeDeclarationDto] })
  items: AttributeDeclarationDto[];
}
