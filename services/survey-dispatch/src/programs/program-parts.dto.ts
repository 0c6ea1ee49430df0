import { ApiProperty } from '@nestjs/swagger';
import { IsDefined, IsIn, IsInt, IsNumber, IsString, Length, Max, Min, ValidateIf } from 'class-validator';
import { OPERATORS, type Operator, SUBJECTS, type Subject } from './audience.rules.js';
import { CHANNELS, type Channel } from './channel.rules.js';

/** Checks a value where it is there; null is refused, as `IsOptional` would not. */
export const WhenGiven = () => ValidateIf((_, value) => value !== undefined);

/** One condition of an audience; all of them must hold. */
export class ConditionDto {
  @ApiProperty({ enum: SUBJECTS, example: 'account' })
  @IsIn(SUBJECTS)
  subject: Subject;

  @ApiProperty({ example: 'segment', description: 'A field, or the name of a further attribute' })
  @IsString()
  @Length(1, 100)
  attribute: string;

  @ApiProperty({ enum: OPERATORS, example: 'in' })
  @IsIn(OPERATORS)
  operator: Operator;

  @ApiProperty({
    required: false,
    oneOf: [
      { type: 'string' },
      { type: 'number' },
      { type: 'boolean' },
      { type: 'array', items: { oneOf: [{ type: 'string' }, { type: 'number' }, { type: 'boolean' }] } },
    ],
    example: ['enterprise', 'mid_market'],
    description: 'A list for `in` and `not_in`; nothing for `exists` and `missing`',
  })
  @WhenGiven()
  @IsDefined()
  value?: string | number | boolean | readonly (string | number | boolean)[];
}

/** A survey of an A/B experiment. */
export class VariantDto {
  @ApiProperty({ example: 'short' })
  @IsString()
  @Length(1, 50)
  name: string;

  @ApiProperty({ example: 50, description: 'Percent of the contacts; all weights sum up to 100' })
  @IsNumber()
  @Min(0.01)
  @Max(100)
  weight: number;

  @ApiProperty({ example: 'nps-support-case' })
  @IsString()
  surveyId: string;

  @ApiProperty({ required: false, example: 2, description: 'The latest one when absent' })
  @WhenGiven()
  @IsInt()
  @Min(1)
  surveyVersion?: number;
}

/** A reminder of who has not answered. */
export class ReminderPlanDto {
  @ApiProperty({ example: 72, description: 'Hours after the first ask; before the invitation ends' })
  @IsNumber()
  @Min(0.01)
  @Max(8760)
  afterHours: number;

  @ApiProperty({
    enum: CHANNELS,
    required: false,
    example: 'email',
    description: "The program's first one when absent",
  })
  @WhenGiven()
  @IsIn(CHANNELS)
  channel?: Channel;
}
