import { type ArgumentsHost, Catch, type ExceptionFilter, HttpException } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { isTemporary, type Logger } from '#messaging';
import * as errors from '../errors.js';
import { namedProblem } from './named-problem.js';

/** One thing that is wrong with a request, as documented. */
export class FieldProblemDto {
  @ApiProperty({ example: 'score', description: 'The field or header that is wrong' })
  field: string;

  @ApiProperty({ example: 'must be an integer from 0 to 10' })
  reason: string;
}

/** An error answer: RFC 9457, `application/problem+json`. */
export class ProblemDto {
  @ApiProperty({
    example: 'about:blank',
    description: 'Always about:blank: the status says what kind of problem it is',
  })
  type: string;

  @ApiProperty({ example: 'Bad Request' })
  title: string;

  @ApiProperty({ example: 400 })
  status: number;

  @ApiProperty({ example: 'score must be an integer from 0 to 10' })
  detail: string;

  @ApiProperty({ example: '/v1/responses', description: 'The path that was asked for' })
  instance: string;

  @ApiProperty({ type: [FieldProblemDto], required: false })
  errors?: FieldProblemDto[];
}

const TITLES: Readonly<Record<number, string>> = {
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  405: 'Method Not Allowed',
  409: 'Conflict',
  410: 'Gone',
  413: 'Content Too Large',
  414: 'URI Too Long',
  415: 'Unsupported Media Type',
  422: 'Unprocessable Content',
  429: 'Too Many Requests',
  500: 'Internal Server Error',
  502: 'Bad Gateway',
  503: 'Service Unavailable',
};

const STATUS = new Map<unknown, number>([
  [errors.InvalidRequest, 400],
  [errors.Unauthenticated, 401],
  [errors.Forbidden, 403],
  [errors.NotFound, 404],
  [errors.Conflict, 409],
  [errors.Gone, 410],
  [errors.KeyReused, 422],
  [errors.Unavailable, 503],
]);

/** HTTP status of an error: ours, NestJS's, Fastify's, or 500 for what nobody foresaw. */
export function statusOf(error: unknown): number {
  const ours = STATUS.get((error as Error | undefined)?.constructor);
  if (ours) return ours;
  if (error instanceof HttpException) return error.getStatus();
  const { statusCode } = (error ?? {}) as { statusCode?: unknown };
  if (typeof statusCode === 'number' && statusCode >= 400) return statusCode;
  return isTemporary(error) ? 503 : 500;
}

/** The problem document of an error; of what nobody foresaw it tells nothing. */
export function toProblem(error: unknown, instance: string): ProblemDto {
  const status = statusOf(error);
  const foreseen = status < 500 || error instanceof errors.Unavailable || error instanceof HttpException;
  const detail = foreseen
    ? (error as Error).message
    : status === 503
      ? 'a dependency is away; try again'
      : 'something went wrong';
  const problem: ProblemDto = { type: 'about:blank', title: TITLES[status] ?? 'Error', status, detail, instance };
  if (error instanceof errors.InvalidRequest && error.problems.length > 0) problem.errors = [...error.problems];
  if (error instanceof errors.KeyReused)
    problem.errors = [{ field: 'Idempotency-Key', reason: 'was used with another body' }];
  return problem;
}

/** Sends an error as a problem document. */
export function sendProblem(error: unknown, request: FastifyRequest, reply: FastifyReply, logger: Logger): void {
  const problem = toProblem(namedProblem(error, request.params), request.url.split('?')[0]!);
  if (problem.status >= 500)
    logger.error({ err: error, method: request.method, route: request.routeOptions?.url }, 'request failed');
  if (problem.status === 503) reply.header('retry-after', '5');
  void reply.status(problem.status).type('application/problem+json').send(problem);
}

/** Turns every error into a problem document, in one place. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  constructor(private readonly logger: Logger) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    sendProblem(error, http.getRequest(), http.getResponse(), this.logger);
  }
}
