import type { MappedProblem } from './map-delivery.rules.js';

type Json = Readonly<Record<string, unknown>>;
type Check = readonly [requirement: string, fits: (value: unknown, signature: Json) => boolean];

const LONGEST_TEXT = 200;
const LONGEST_TOLERANCE_SECONDS = 86_400;
/** Headers that never arrive here, or that do not belong to the sender. */
const NOT_THE_SENDERS =
  /^(authorization|x-api-key|forwarded|x-real-ip|x-request-id|x-forwarded-.*|x-rapport-.*|connection|cookie|host)$/;

const isText = (value: unknown): value is string =>
  typeof value === 'string' && value !== '' && value.length <= LONGEST_TEXT && /^[\x20-\x7e]*$/.test(value);
const header: Check = [
  'must be the name of a header of the sender, and not one that the gateway keeps to itself',
  (it) => typeof it === 'string' && /^[a-z0-9-]{1,100}$/i.test(it) && !NOT_THE_SENDERS.test(it.toLowerCase()),
];

/** The fields of each scheme, those that may be absent with a `?` behind. */
const SCHEMES: Readonly<Record<string, Readonly<Record<string, Check>>>> = {
  'hmac-sha256': {
    header,
    encoding: ['must be hex or base64', (it) => it === 'hex' || it === 'base64'],
    'prefix?': [`must be visible ASCII text of 1 to ${LONGEST_TEXT} characters`, isText],
    'timestampHeader?': header,
    'toleranceSeconds?': [
      `must be an integer from 1 to ${LONGEST_TOLERANCE_SECONDS}, with a timestampHeader`,
      (it, { timestampHeader }) =>
        timestampHeader !== undefined &&
        Number.isInteger(it) &&
        Number(it) >= 1 &&
        Number(it) <= LONGEST_TOLERANCE_SECONDS,
    ],
    'signedContent?': [
      'must hold {body} once, and {timestamp} once where there is a timestampHeader and only there',
      (it, { timestampHeader }) =>
        isText(it) &&
        it.split('{body}').length === 2 &&
        it.split('{timestamp}').length === (timestampHeader === undefined ? 1 : 2),
    ],
  },
  'shared-token': { header },
  basic: {
    username: [
      'must be visible ASCII text of 1 to 200 characters without a colon',
      (it) => isText(it) && !it.includes(':'),
    ],
  },
};

/** Everything that is wrong with how deliveries are signed, by place. */
export function signatureProblems(signature: unknown): MappedProblem[] {
  if (typeof signature !== 'object' || signature === null || Array.isArray(signature))
    return [{ field: 'signature', reason: 'must be an object' }];
  const { scheme, ...given } = signature as Json;
  const checks = typeof scheme === 'string' && Object.hasOwn(SCHEMES, scheme) ? SCHEMES[scheme]! : undefined;
  if (!checks) return [{ field: 'signature.scheme', reason: `must be one of ${Object.keys(SCHEMES).join(', ')}` }];
  const known = Object.keys(checks).map((name) => name.replace('?', ''));
  const strange = Object.keys(given).filter((name) => !known.includes(name));
  return [
    ...strange.map((name) => ({ field: `signature.${name}`, reason: `is not a known field of ${scheme}` })),
    ...Object.entries(checks).flatMap(([name, [requirement, fits]]) => {
      const optional = name.endsWith('?');
      const field = name.replace('?', '');
      const value = given[field];
      if (value === undefined) return optional ? [] : [{ field: `signature.${field}`, reason: 'is missing' }];
      return fits(value, given) ? [] : [{ field: `signature.${field}`, reason: requirement }];
    }),
  ];
}
