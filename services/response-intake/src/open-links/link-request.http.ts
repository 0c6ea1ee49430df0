import { UnsupportedMediaTypeException } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { FORM } from '../survey-page/page-reply.http.js';
import { agentOf } from '../trust/agent.http.js';
import type { Whereabouts } from './admit-answer.action.js';
import { linkPath } from './link-paths.rules.js';
import { acceptedLanguages } from './open-link.rules.js';

/** Where an answer comes from: the gateway writes the sender's address, whatever the sender says. */
export function whereaboutsOf(request: FastifyRequest): Whereabouts {
  const { 'x-forwarded-for': forwarded, 'user-agent': userAgent = '' } = request.headers;
  const address = (forwarded ?? '').toString().split(',')[0]!.trim() || request.ip;
  return { address, userAgent, agent: agentOf(userAgent) };
}

/** The languages that a request wants, the most wanted first: what it chose, and what its browser is set to. */
export function wantedLanguages(request: FastifyRequest, chosen: readonly unknown[]): string[] {
  const named = chosen.flatMap((tag) => (typeof tag === 'string' && /^[\w-]{2,35}$/.test(tag) ? tag : []));
  return [...named, ...acceptedLanguages(request.headers['accept-language'])];
}

/** @throws UnsupportedMediaTypeException where a request is no posted form */
export function mustBeForm({ headers }: FastifyRequest): void {
  if (!headers['content-type']?.startsWith(FORM)) throw new UnsupportedMediaTypeException();
}

const ABANDONED_SECONDS = 300;

/** Has a kiosk's page start afresh, also where somebody walked away from it, or where it tells of a mistake of ours. */
export function startAfresh(
  reply: FastifyReply,
  { token, device }: { readonly token: string; readonly device?: object },
  seconds = ABANDONED_SECONDS,
): void {
  if (device) void reply.header('refresh', `${seconds};url=${linkPath(token)}`);
}
