import { ApiProperty } from '@nestjs/swagger';
import {
  ArrayMinSize,
  ArrayUnique,
  IsArray,
  IsDefined,
  IsInt,
  IsString,
  Matches,
  Max,
  Min,
  ValidateIf,
} from 'class-validator';
import { Nested } from '#service-kit';

const TIME = /^([01]\d|2[0-3]):[0-5]\d$/;
const MAX_DAYS = 730;
/** Null has a meaning here; an absent value is refused. */
const UnlessNull = () => ValidateIf((_, value) => value !== null);

/** When mail may go out, in the contact's own time zone. */
export class SendingHoursDto {
  @ApiProperty({ example: '08:00', description: 'Inclusive' })
  @Matches(TIME, { message: 'from must be HH:MM' })
  from: string;

  @ApiProperty({ example: '20:00', description: 'Exclusive' })
  @Matches(TIME, { message: 'to must be HH:MM' })
  to: string;

  @ApiProperty({ type: [Number], example: [1, 2, 3, 4, 5], description: 'ISO weekdays, Monday is 1' })
  @IsArray()
  @ArrayMinSize(1)
  @ArrayUnique()
  @IsInt({ each: true })
  @Min(1, { each: true })
  @Max(7, { each: true })
  weekdays: number[];
}

/** How many people of an account may be asked. */
export class AccountCapDto {
  @ApiProperty({ example: 20, minimum: 1 })
  @IsInt()
  @Min(1)
  @Max(100_000)
  people: number;

  @ApiProperty({ example: 30, description: 'Within how many days' })
  @IsInt()
  @Min(1)
  @Max(MAX_DAYS)
  days: number;

  @ApiProperty({ example: 5, description: 'How many of them relationship programs alone may ask' })
  @IsInt()
  @Min(0)
  reserved: number;
}

/** How often contacts and accounts may be asked, over all programs. */
export class BudgetPolicyDto {
  @ApiProperty({ example: 90, description: 'Days between any two asks of a contact' })
  @IsInt()
  @Min(1)
  @Max(MAX_DAYS)
  allDays: number;

  @ApiProperty({ example: 90, description: 'Days between two relationship surveys of a contact' })
  @IsInt()
  @Min(1)
  @Max(MAX_DAYS)
  relationshipDays: number;

  @ApiProperty({ example: 90, description: 'Days between two asks of a contact by touchpoints and dates' })
  @IsInt()
  @Min(1)
  @Max(MAX_DAYS)
  touchpointDays: number;

  @ApiProperty({ example: 30, description: 'Days before a relationship survey that no touchpoint may use' })
  @IsInt()
  @Min(0)
  @Max(MAX_DAYS)
  relationshipReserveDays: number;

  @ApiProperty({ type: AccountCapDto, nullable: true, description: 'null: accounts have no cap' })
  @UnlessNull()
  @IsDefined()
  @Nested(() => AccountCapDto)
  account: AccountCapDto | null;

  @ApiProperty({ type: SendingHoursDto, nullable: true, description: 'null: at any time' })
  @UnlessNull()
  @IsDefined()
  @Nested(() => SendingHoursDto)
  sendingHours: SendingHoursDto | null;

  @ApiProperty({ example: 'UTC', description: 'IANA zone of contacts who name none' })
  @IsString()
  defaultTimeZone: string;
}
