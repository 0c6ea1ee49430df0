import { applyDecorators } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { IsBoolean, IsDate, IsIn, IsInt, IsOptional, Max, Min } from 'class-validator';
import { momentOf } from './moment.rules.js';

/** A filter by a moment, from 1970 to 9999. */
export function FilterMoment(description: string): PropertyDecorator {
  return applyDecorators(
    ApiProperty({ type: String, format: 'date-time', required: false, example: '2026-03-01T00:00:00Z', description }),
    IsOptional(),
    Transform(({ value }) => (typeof value === 'string' && momentOf(value)) || value),
    IsDate({ message: '$property must be a moment in the form of RFC 3339, such as 2026-03-01T09:30:00Z (+ is %2B)' }),
  );
}

/** A filter by one of several words. */
export function FilterChoice(choices: readonly string[], example: string, description?: string): PropertyDecorator {
  return applyDecorators(
    ApiProperty({ required: false, enum: [...choices], example, ...(description && { description }) }),
    IsOptional(),
    IsIn([...choices]),
  );
}

/** A filter by a score of any metric. */
export function FilterScore(description: string): PropertyDecorator {
  return applyDecorators(
    ApiProperty({ type: 'integer', required: false, minimum: 0, maximum: 10, example: 7, description }),
    IsOptional(),
    Transform(({ value }) => (typeof value === 'string' && /^\d{1,9}$/.test(value) ? Number(value) : value)),
    IsInt(),
    Min(0),
    Max(10),
  );
}

/** A filter by whether something is so. */
export function FilterFlag(description: string): PropertyDecorator {
  return applyDecorators(
    ApiProperty({ type: Boolean, required: false, example: false, description }),
    IsOptional(),
    Transform(({ value }) => (value === 'true' ? true : value === 'false' ? false : value)),
    IsBoolean({ message: '$property must be true or false' }),
  );
}
