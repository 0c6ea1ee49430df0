import { ValidationPipe } from '@nestjs/common';
import type { ValidationError } from 'class-validator';
import { type FieldProblem, InvalidRequest } from '../errors.js';

function flatten(errors: readonly ValidationError[], parent = ''): FieldProblem[] {
  return errors.flatMap((error) => {
    const field = parent ? `${parent}.${error.property}` : error.property;
    const own = Object.values(error.constraints ?? {}).map((reason) => ({
      field,
      reason: strip(reason, error.property),
    }));
    return [...own, ...flatten(error.children ?? [], field)];
  });
}

/** class-validator's texts begin with the property; the field is named beside the reason already. */
function strip(reason: string, property: string): string {
  return reason.startsWith(`property ${property} should not exist`)
    ? 'is not a known field'
    : reason.replace(`${property} `, '');
}

/** Checks bodies, queries and parameters against their DTO; unknown fields are refused. */
export function validationPipe(): ValidationPipe {
  return new ValidationPipe({
    transform: true,
    whitelist: true,
    forbidNonWhitelisted: true,
    forbidUnknownValues: true,
    exceptionFactory: (errors) => {
      const problems = flatten(errors);
      return new InvalidRequest(problems.map(({ field, reason }) => `${field} ${reason}`).join('; '), problems);
    },
  });
}
