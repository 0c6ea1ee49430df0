import { applyDecorators } from '@nestjs/common';
import { ApiExtension, ApiResponse } from '@nestjs/swagger';
import { ProblemDto } from './problem.js';

const MEANING: Readonly<Record<number, string>> = {
  400: 'The request names a field that is wrong, or is not JSON',
  401: 'No API key, or one that is unknown or revoked',
  403: 'The API key lacks the scope that this needs',
  404: 'There is no such thing',
  409: 'It contradicts what is already there',
  410: 'It is over, such as an expired link',
  413: 'The body is larger than 64 KiB',
  422: 'The idempotency key was used with another body',
  503: 'A dependency is away; try again',
};

/** Documents the problem documents that an operation may answer with, besides 401 and 403 which every one may. */
export function Problems(...statuses: number[]): MethodDecorator & ClassDecorator {
  const all = [...new Set([401, 403, ...statuses])].sort();
  return applyDecorators(
    ...all.map((status) =>
      ApiResponse({
        status,
        description: MEANING[status] ?? 'A problem',
        content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/ProblemDto' } } },
      }),
    ),
    ApiExtension('x-problems', all),
  );
}

/** The DTOs that every service's document contains. */
export const SHARED_DTOS = [ProblemDto];
