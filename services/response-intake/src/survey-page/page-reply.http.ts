import type { FastifyReply } from 'fastify';
import type { Branding } from '#survey-documents';
import { pageHeaders } from './page-headers.rules.js';

/** The type of a posted form. */
export const FORM = 'application/x-www-form-urlencoded';

/** The page of a survey link. */
export const path = (token: string) => `/s/${token}`;
/** The page after the last question. */
export const thanksPath = (token: string) => `${path(token)}/thanks`;
/** The page of a step of follow-up questions. */
export const stepPath = (token: string, step: number) => `${path(token)}/questions/${step}`;

/** Sends a page, with the policy that its branding needs. */
export function sendPage(reply: FastifyReply, status: number, page: string, branding?: Branding): void {
  void reply.status(status).headers(pageHeaders(branding)).send(page);
}

/** Sends the browser on with a GET, so that loading the page it comes to again sends nothing again. */
export function sendOn(reply: FastifyReply, to: string): void {
  void reply.headers(pageHeaders()).redirect(to, 303);
}
