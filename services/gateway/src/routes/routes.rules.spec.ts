import { ROUTES, routeOf } from './routes.rules.js';

describe('routes', () => {
  it.each([
    ['/v1/accounts', 'directory'],
    ['/v1/contacts/c-1', 'directory'],
    ['/v1/segment-mapping/dry-run', 'directory'],
    ['/v1/decisions', 'survey-dispatch'],
    ['/v1/responses', 'response-intake'],
    ['/s/token', 'response-intake'],
    ['/l/token', 'response-intake'],
    ['/u/token', 'survey-dispatch'],
    ['/widget/v1.js', 'response-intake'],
    ['/widget/pending', 'survey-dispatch'],
    ['/widget/pending/dismiss', 'survey-dispatch'],
    ['/v1/open-links/1/close', 'response-intake'],
    ['/v1/widget-tokens', 'survey-dispatch'],
    ['/hooks/mail/ses', 'survey-dispatch'],
    ['/hooks/feedback', 'response-intake'],
    ['/hooks/feedback/zendesk', 'response-intake'],
    ['/hooks/feedbacks', 'survey-dispatch'],
    ['/v1/feedback/batch', 'response-intake'],
    ['/v1/feedback-webhooks/zendesk/try', 'response-intake'],
    ['/v1/metrics/nps', 'scoring'],
    ['/v1/taxonomy/versions/1', 'feedback-tagging'],
    ['/v1/cases/1/chain', 'follow-up'],
    ['/v1/operations/follow-up/dead-letters', 'follow-up'],
    ['/mail/api/messages', 'mail-catcher'],
  ])('%s is answered by %s', (path, upstream) => {
    expect(routeOf(path)?.upstream).toBe(upstream);
  });

  it.each(['/', '/v1', '/v1/accountsx', '/v1/operations', '/v1/operations/gateway/dead-letters', '/health/live'])(
    '%s is not forwarded',
    (path) => {
      expect(routeOf(path)).toBeUndefined();
    },
  );

  it('lets nobody under /v1 in without a key', () => {
    expect(ROUTES.filter(({ prefix, needsKey }) => prefix.startsWith('/v1') && !needsKey)).toEqual([]);
  });

  it('has two routes alone that are a part of another, and none twice', () => {
    const paths = ROUTES.map(({ prefix }) => `${prefix}/`);
    const nested = paths.filter((path, i) => paths.some((other, j) => i !== j && path.startsWith(other)));
    expect(nested).toEqual(['/hooks/feedback/', '/widget/pending/']);
  });
});
