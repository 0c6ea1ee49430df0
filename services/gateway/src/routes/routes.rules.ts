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
  /** Whether scripts on pages of other sites may ask and read the answer. They are known by nothing that a browser keeps. */
  readonly fromAnySite?: boolean;
  /** Whether the service checks a name and a password itself that a sender gives (RFC 7617): they are passed on. */
  readonly takesPassword?: boolean;
}

const OWNED: Readonly<Record<ServiceName, readonly string[]>> = {
  directory: [
    '/v1/accounts',
    '/v1/contacts',
    '/v1/contacts-by-creation',
    '/v1/attributes',
    '/v1/imports',
    '/v1/erasures',
    '/v1/segment-mapping',
  ],
  'survey-dispatch': [
    '/v1/programs',
    '/v1/surveys',
    '/v1/decisions',
    '/v1/contact-budget',
    '/v1/delivery',
    '/v1/dry-runs',
    '/v1/invitations',
    '/v1/pending-invitations',
    '/v1/journey-events',
    '/v1/suppressions',
    '/v1/contact-standings',
    '/v1/widget-tokens',
  ],
  'response-intake': [
    '/v1/feedback',
    '/v1/feedback-webhooks',
    '/v1/open-links',
    '/v1/response-pages',
    '/v1/responses',
    '/v1/response-imports',
  ],
  scoring: ['/v1/metrics', '/v1/scores'],
  'feedback-tagging': ['/v1/insights', '/v1/taxonomy', '/v1/themes'],
  'follow-up': ['/v1/cases', '/v1/tasks', '/v1/retention-steps', '/v1/advocacy-requests', '/v1/follow-ups'],
};

/** Everything that the gateway forwards: what people open without a key, and what tools call with one. */
export const ROUTES: readonly Route[] = [
  { prefix: '/s', upstream: 'response-intake', needsKey: false },
  { prefix: '/l', upstream: 'response-intake', needsKey: false },
  { prefix: '/u', upstream: 'survey-dispatch', needsKey: false },
  { prefix: '/hooks', upstream: 'survey-dispatch', needsKey: false },
  { prefix: '/hooks/feedback', upstream: 'response-intake', needsKey: false, takesPassword: true },
  { prefix: '/widget', upstream: 'response-intake', needsKey: false, fromAnySite: true },
  { prefix: '/widget/pending', upstream: 'survey-dispatch', needsKey: false, fromAnySite: true },
  { prefix: '/mail', upstream: 'mail-catcher', needsKey: false },
  ...SERVICES.flatMap((upstream) =>
    [...OWNED[upstream], `/v1/operations/${upstream}`].map((prefix) => ({ prefix, upstream, needsKey: true })),
  ),
];

/** Paths whose bodies may be larger than others', in bytes: samples by the thousand, forms with many long texts. */
export const LARGE_BODIES: Readonly<Record<string, number>> = {
  '/s/:token': 1_280 * 1024,
  '/s/:token/questions/:step': 1_280 * 1024,
  '/v1/segment-mapping/dry-run': 4 * 1024 * 1024,
  '/v1/responses/batch': 8 * 1024 * 1024,
  '/v1/feedback/batch': 4 * 1024 * 1024,
  '/v1/response-imports': 32 * 1024 * 1024,
  '/hooks/feedback/:webhookId': 256 * 1024,
  '/hooks/mail/sendgrid': 2 * 1024 * 1024,
  '/hooks/mail/sendgrid/:secret': 2 * 1024 * 1024,
};

/** A part of what another route covers comes before it. */
const LONGEST_FIRST = [...ROUTES].sort((a, b) => b.prefix.length - a.prefix.length);

/** The route of a path, or nothing where the gateway does not forward it. */
export function routeOf(path: string): Route | undefined {
  return LONGEST_FIRST.find(({ prefix }) => path === prefix || path.startsWith(`${prefix}/`));
}
