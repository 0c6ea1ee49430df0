import { ApiProperty, PartialType, PickType } from '@nestjs/swagger';
import {
  ArrayMaxSize,
  ArrayMinSize,
  ArrayUnique,
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  IsNumber,
  IsString,
  Length,
  Matches,
  Max,
  Min,
  ValidateIf,
} from 'class-validator';
import { NestedList } from '#service-kit';
import { MOST_REMINDERS } from '../reminders/reminder.rules.js';
import type { ProgramKind } from './active-program.rules.js';
import { CHANNELS, type Channel } from './channel.rules.js';
import { ConditionDto, ReminderPlanDto, VariantDto, WhenGiven } from './program-parts.dto.js';

const MAX_DELAY_S = 30 * 86_400;
const KINDS = ['transactional', 'relationship', 'account_date'];
const STATES = ['draft', 'active', 'paused', 'archived'];
/** Null has a meaning here: that nothing is chosen. */
const UnlessNull = () => ValidateIf((_, value) => value !== undefined && value !== null);

/** A program as REST takes it. */
export class NewProgramDto {
  @ApiProperty({ example: 'after-training', description: 'Lower-case letters, digits and hyphens' })
  @Matches(/^[a-z0-9][a-z0-9-]{0,62}$/, { message: 'must be lower-case letters, digits and hyphens' })
  programId: string;

  @ApiProperty({ example: 'After a training' })
  @IsString()
  @Length(1, 200)
  name: string;

  @ApiProperty({ enum: KINDS, example: 'transactional' })
  @IsIn(KINDS)
  kind: ProgramKind;

  @ApiProperty({ required: false, example: 'training.completed', description: 'What fires a transactional program' })
  @WhenGiven()
  @IsString()
  @Length(1, 200)
  touchpoint?: string;

  @ApiProperty({ example: 'nps-support-case' })
  @IsString()
  surveyId: string;

  @ApiProperty({ type: Number, required: false, nullable: true, example: 2, description: 'null: the latest one' })
  @UnlessNull()
  @IsInt()
  @Min(1)
  surveyVersion?: number | null;

  @ApiProperty({ type: [VariantDto], required: false, default: [], description: 'Asked instead of surveyId' })
  @WhenGiven()
  @NestedList(() => VariantDto, 10)
  variants?: VariantDto[];

  @ApiProperty({ type: [ConditionDto], required: false, default: [], description: 'All must hold' })
  @WhenGiven()
  @NestedList(() => ConditionDto, 20)
  audience?: ConditionDto[];

  @ApiProperty({
    enum: CHANNELS,
    isArray: true,
    required: false,
    default: ['email'],
    description: 'Tried in this order',
  })
  @WhenGiven()
  @IsArray()
  @ArrayMinSize(1)
  @ArrayUnique()
  @IsIn(CHANNELS, { each: true })
  channels?: Channel[];

  @ApiProperty({ required: false, default: 100, minimum: 0, maximum: 100 })
  @WhenGiven()
  @IsNumber()
  @Min(0)
  @Max(100)
  samplePercent?: number;

  @ApiProperty({ required: false, default: 0, minimum: 0, maximum: 100, description: 'Never asked, to compare with' })
  @WhenGiven()
  @IsNumber()
  @Min(0)
  @Max(100)
  holdoutPercent?: number;

  @ApiProperty({ required: false, default: 0, minimum: 0, maximum: MAX_DELAY_S, description: 'Seconds' })
  @WhenGiven()
  @IsInt()
  @Min(0)
  @Max(MAX_DELAY_S)
  delaySeconds?: number;

  @ApiProperty({ required: false, default: 7, description: 'How many days an ask may wait for the contact budget' })
  @WhenGiven()
  @IsInt()
  @Min(0)
  @Max(365)
  deferDays?: number;

  @ApiProperty({ required: false, default: 30, description: 'Days from the mail to the end of the invitation' })
  @WhenGiven()
  @IsInt()
  @Min(1)
  @Max(365)
  expiryDays?: number;

  @ApiProperty({
    type: [ReminderPlanDto],
    required: false,
    default: [],
    description: 'Five at the most, in their order',
  })
  @WhenGiven()
  @NestedList(() => ReminderPlanDto, MOST_REMINDERS)
  reminders?: ReminderPlanDto[];

  @ApiProperty({ required: false, default: 100, description: '1 goes first where several could ask one contact' })
  @WhenGiven()
  @IsInt()
  @Min(1)
  @Max(1000)
  priority?: number;

  @ApiProperty({ required: false, example: 180, description: 'How often a relationship program asks, in days' })
  @WhenGiven()
  @IsInt()
  @Min(1)
  @Max(1095)
  cadenceDays?: number;

  @ApiProperty({ type: [Number], required: false, example: [120, 30], description: 'Days before the renewal' })
  @WhenGiven()
  @IsArray()
  @ArrayMaxSize(10)
  @ArrayUnique()
  @IsInt({ each: true })
  @Min(0, { each: true })
  @Max(365, { each: true })
  daysBefore?: number[];
}

/** What may be changed of a program; what is absent stays. */
export class ChangeProgramDto extends PartialType(
  PickType(NewProgramDto, [
    ...(['name', 'touchpoint', 'surveyId', 'variants', 'audience', 'channels', 'samplePercent'] as const),
    ...(['holdoutPercent', 'delaySeconds', 'deferDays', 'expiryDays', 'priority'] as const),
    ...(['cadenceDays', 'daysBefore', 'surveyVersion', 'reminders'] as const),
  ]),
  { skipNullProperties: false },
) {
  @ApiProperty({ required: false, example: false, description: 'Activates or pauses it' })
  @WhenGiven()
  @IsBoolean()
  active?: boolean;
}

/** A program as REST shows it. */
export class ProgramDto {
  @ApiProperty({ example: 'after-support-case' })
  programId: string;
  @ApiProperty({ example: 'After a support case' })
  name: string;
  @ApiProperty({ enum: KINDS, example: 'transactional' })
  kind: string;
  @ApiProperty({ enum: STATES, example: 'active' })
  state: string;
  @ApiProperty({ example: 'support.case_closed', description: 'The journey events that fire it' })
  touchpoint: string;
  @ApiProperty({ example: 'nps-support-case' })
  surveyId: string;
  @ApiProperty({ type: Number, nullable: true, example: null, description: 'null: the latest one' })
  surveyVersion: number | null;
  @ApiProperty({ type: [VariantDto] })
  variants: VariantDto[];
  @ApiProperty({ type: [ConditionDto] })
  audience: ConditionDto[];
  @ApiProperty({ enum: CHANNELS, isArray: true, example: ['email', 'sms'] })
  channels: Channel[];
  @ApiProperty({ example: 100 })
  samplePercent: number;
  @ApiProperty({ example: 0 })
  holdoutPercent: number;
  @ApiProperty({ example: 0, description: 'Seconds from the decision to the mail' })
  delaySeconds: number;
  @ApiProperty({ example: 7, description: 'How many days an ask may wait for the contact budget' })
  deferDays: number;
  @ApiProperty({ example: 30, description: 'Days from the mail to the end of the invitation' })
  expiryDays: number;
  @ApiProperty({ type: [ReminderPlanDto] })
  reminders: ReminderPlanDto[];
  @ApiProperty({ example: 3, description: '1 goes first where one contact could be asked by several programs' })
  priority: number;
  @ApiProperty({ type: Number, nullable: true, example: null })
  cadenceDays: number | null;
  @ApiProperty({ type: [Number], example: [] })
  daysBefore: number[];
  @ApiProperty({ example: true })
  active: boolean;
}
