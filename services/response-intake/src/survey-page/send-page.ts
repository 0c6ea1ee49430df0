import type { FastifyReply } from 'fastify';
import { STYLE_SOURCE } from './style.rules.js';

/** No script runs, nothing is loaded, no other site frames the page or learns its address, which is a key. */
const HEADERS = {
  'content-security-policy': `default-src 'none'; style-src ${STYLE_SOURCE}; img-src data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'`,
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'x-robots-tag': 'noindex',
  'cache-control': 'no-store',
};

/** Sends a page of the survey with the headers that all of them have. */
export function sendPage(reply: FastifyReply, status: number, page: string): void {
  void reply.status(status).headers(HEADERS).type('text/html; charset=utf-8').send(page);
}

/** Sends the browser on with a GET, so that reloading the page it comes to sends nothing again. */
export function sendOn(reply: FastifyReply, path: string): void {
  void reply.headers(HEADERS).redirect(path, 303);
}
