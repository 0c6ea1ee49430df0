import { gzipSync } from 'node:zlib';
import type { FastifyReply } from 'fastify';
import type { Branding } from '#survey-documents';
import { pageHeaders } from './page-headers.rules.js';

/** The type of a posted form. */
export const FORM = 'application/x-www-form-urlencoded';
/** How hard a page is compressed: of 11 KB, 4 remain, and more effort takes more time than it saves. */
const EFFORT = { level: 1 };

/** The path of a survey link. */
export const linkPath = (token: string) => `/s/${token}`;

/** Sends a page, with the policy that its branding needs. Who reads pages by telephone gets it compressed. */
export function sendPage(reply: FastifyReply, status: number, page: string, branding?: Branding): void {
  reply.status(status).headers(pageHeaders(branding));
  // The address is the secret of a page: who can ask for it knows it, and learns nothing from a page's compressed size.
  if (!acceptsGzip(reply.request.headers['accept-encoding'])) return void reply.send(page);
  void reply.header('content-encoding', 'gzip').send(gzipSync(page, EFFORT));
}

/** Sends the browser on with a GET, so that loading the page it comes to again sends nothing again. */
export function sendOn(reply: FastifyReply, to: string): void {
  void reply.headers(pageHeaders()).redirect(to, 303);
}

function acceptsGzip(accepted: string | string[] | undefined): boolean {
  return /(?:^|,)\s*gzip\s*(?:,|$)/i.test(String(accepted ?? ''));
}
