import type { SendOutcome } from '../deliveries/delivery.rules.js';

/** What the provider made of a text message. */
export interface TextOutcome {
  readonly outcome: SendOutcome;
  /** Whether this number takes none, now and later: it does not exist, or its owner said stop. */
  readonly isNumberRefused?: boolean;
}

/** What a provider answered. */
export interface SmsAnswer {
  readonly status: number;
  /** The provider's own code, such as 21610; absent where it gave none. */
  readonly code?: number;
}

/** The receiver said stop (21610), or the number cannot get text messages: it is invalid, a landline, or not routable. */
const ABOUT_THE_NUMBER = new Set([21610, 21211, 21217, 21219, 21265, 21401, 21407, 21421, 21612, 21614, 21635]);
/** Our account, our sender or our quota: it says nothing of this message, and somebody will put it right. */
const ABOUT_US = new Set([14107, 20003, 20005, 20429, 21601, 21603, 21606, 21611, 21659, 21660, 21703, 63038]);
const HTTP_LATER = new Set([401, 402, 403, 404, 407, 408, 425, 429, 503]);
/** The connection never stood, so that nobody got a request. */
const BEFORE_THE_REQUEST =
  /^(ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EAI_FAIL|EHOSTUNREACH|ENETUNREACH|ENETDOWN|UND_ERR_CONNECT_TIMEOUT|ERR_TLS_\w+|ERR_SSL_\w+|CERT_\w+|DEPTH_ZERO_\w+|SELF_SIGNED_\w+|UNABLE_TO_\w+)$/;

/**
 * What a provider's answer means. A server error other than 503 comes from anywhere on the way: the message may have been
 * taken, and is not sent again.
 */
export function outcomeOfAnswer({ status, code }: SmsAnswer): TextOutcome {
  const reason = ['SMS', status, code].filter((part) => part !== undefined).join(' ');
  if (code !== undefined && ABOUT_THE_NUMBER.has(code))
    return { outcome: { kind: 'refused', reason }, isNumberRefused: true };
  if (status >= 200 && status < 300) return { outcome: { kind: 'accepted' } };
  if (HTTP_LATER.has(status) || status < 400 || (code !== undefined && ABOUT_US.has(code)))
    return { outcome: { kind: 'later', reason } };
  return { outcome: { kind: status >= 500 ? 'unclear' : 'refused', reason } };
}

/**
 * What it means that there is no answer.
 * @param code of the error, such as `ECONNREFUSED`
 */
export function outcomeOfSilence(code: string): TextOutcome {
  if (BEFORE_THE_REQUEST.test(code)) return { outcome: { kind: 'later', reason: `SMS ${code}` } };
  return { outcome: { kind: 'unclear', reason: `SMS ${code} after the message was handed over` } };
}
