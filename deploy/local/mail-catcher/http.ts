import { type FastifyInstance, type FastifyReply, fastify } from 'fastify';
import { summaryOf } from './mail.js';
import type { Mailbox } from './mailbox.js';
import { framedHtml, listPage, mailPage, STYLE } from './pages.js';

const PAGE_POLICY =
  "default-src 'none'; style-src 'self'; frame-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
/** A mail may look as it likes and do nothing; its links open in a page of their own. */
const MAIL_POLICY =
  "sandbox allow-popups allow-popups-to-escape-sandbox; default-src 'none'; img-src https: http: data:; " +
  "style-src 'unsafe-inline'; font-src https: data:; frame-ancestors 'self'";

const sendPage = (reply: FastifyReply, page: string, policy = PAGE_POLICY) =>
  reply
    .type('text/html; charset=utf-8')
    .header('content-security-policy', policy)
    .header('cache-control', 'no-store')
    .send(page);

const sendNothing = (reply: FastifyReply) =>
  reply
    .status(404)
    .type('application/problem+json')
    .send({ type: 'about:blank', title: 'Not Found', status: 404, detail: 'there is no such mail' });

/** The mailbox in the browser under `/mail`, and as JSON under `/mail/api/messages`. */
export function createHttpServer(mailbox: Mailbox): FastifyInstance {
  const app = fastify({ forceCloseConnections: true });
  app.get<{ Querystring: { to?: string } }>('/mail', ({ query }, reply) =>
    sendPage(reply, listPage(mailbox.list(query.to), query.to ?? '')),
  );
  app.get('/mail/page.css', (_request, reply) => reply.type('text/css; charset=utf-8').send(STYLE));
  app.get<{ Params: { id: string } }>('/mail/:id', ({ params }, reply) => {
    const mail = mailbox.find(params.id);
    return mail ? sendPage(reply, mailPage(mail)) : sendNothing(reply);
  });
  app.get<{ Params: { id: string } }>('/mail/:id/html', ({ params }, reply) => {
    const mail = mailbox.find(params.id);
    return mail ? sendPage(reply, framedHtml(mail), MAIL_POLICY) : sendNothing(reply);
  });
  app.get<{ Querystring: { to?: string } }>('/mail/api/messages', ({ query }) => mailbox.list(query.to).map(summaryOf));
  app.get<{ Params: { id: string } }>(
    '/mail/api/messages/:id',
    ({ params }, reply) => mailbox.find(params.id) ?? sendNothing(reply),
  );
  app.delete('/mail/api/messages', async (_request, reply) => {
    await mailbox.clear();
    return reply.status(204).send();
  });
  return app;
}
