/** The services that offer something under /v1, in the order in which the reference shows them. */
export const SERVICES = [
  'directory',
  'survey-dispatch',
  'response-intake',
  'scoring',
  'feedback-tagging',
  'follow-up',
] as const;

/** A service with routes under /v1. */
export type ServiceName = (typeof SERVICES)[number];

/** Where the gateway sends requests. */
export type Upstream = ServiceName | 'mail-catcher';

/** A path, with everything below it, and who answers it. */
export interface Route {
  readonly prefix: string;
  readonly upstream: Upstream;
  /** Whether it needs an API key. */
  readonly needsKey: boolean;
}

const OWNED: Readonly<Record<ServiceName, readonly string[]>> = {
  directory: ['/v1/accounts', '/v1/contacts', '/v1/attributes', '/v1/imports', '/v1/erasures', '/v1/segment-mapping'],
  'survey-dispatch': [
    '/v1/programs',
    '/v1/surveys',
    '/v1/decisions',
    '/v1/contact-budget',
    '/v1/delivery',
    '/v1/dry-runs',
    '/v1/invitations',
    '/v1/pending-invitations',
  ],
  'response-intake': ['/v1/responses'],
  scoring: ['/v1/metrics', '/v1/scores'],
  'feedback-tagging': ['/v1/insights', '/v1/taxonomy', '/v1/themes'],
  'follow-up': ['/v1/cases', '/v1/tasks', '/v1/retention-steps', '/v1/advocacy-requests', '/v1/follow-ups'],
};

/** Everything that the gateway forwards: what people open without a key, and what tools call with one. */
export const ROUTES: readonly Route[] = [
  { prefix: '/s', upstream: 'response-intake', needsKey: false },
  { prefix: '/u', upstream: 'survey-dispatch', needsKey: false },
  { prefix: '/hooks', upstream: 'survey-dispatch', needsKey: false },
  { prefix: '/mail', upstream: 'mail-catcher', needsKey: false },
  ...SERVICES.flatMap((upstream) =>
    [...OWNED[upstream], `/v1/operations/${upstream}`].map((prefix) => ({ prefix, upstream, needsKey: true })),
  ),
];

/** Paths whose bodies may be larger than others', in bytes: samples by the thousand. */
export const LARGE_BODIES: Readonly<Record<string, number>> = {
  '/v1/segment-mapping/dry-run': 4 * 1024 * 1024,
  '/hooks/mail/sendgrid': 2 * 1024 * 1024,
  '/hooks/mail/sendgrid/:secret': 2 * 1024 * 1024,
};

/** The route of a path, or nothing where the gateway does not forward it. */
export function routeOf(path: string): Route | undefined {
  return ROUTES.find(({ prefix }) => path === prefix || path.startsWith(`${prefix}/`));
}
