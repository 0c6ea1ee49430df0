import type { SendOutcome } from '../deliveries/delivery.rules.js';

/** What an SMTP client tells of a failure. */
export interface SmtpFailure {
  /** The client's own code, such as `ECONNECTION`, `EAUTH` or `EENVELOPE`. */
  readonly code?: string;
  /** The server's reply code, such as 550. */
  readonly responseCode?: number;
  /** The server's reply; may hold the address. */
  readonly response?: string;
  /** The command that was answered. */
  readonly command?: string;
}

/** Nothing was sent for these, and nothing will be: the message itself cannot be handed over. */
const ABOUT_THE_MESSAGE = new Set(['EENVELOPE', 'EMESSAGE']);

/**
 * What a failed send means. A server's reply is certain; without one it depends on whether the text of the mail had
 * begun to flow, since only after it a server may accept.
 * @param flowing whether any of the mail's text was handed to the connection
 */
export function outcomeOfFailure(failure: SmtpFailure, flowing: boolean): SendOutcome {
  const { code = 'error', responseCode, command } = failure;
  if (responseCode !== undefined && responseCode >= 400) {
    // Our own login, or a server that refuses everybody, says nothing of this mail.
    const aboutMail = code === 'EENVELOPE' || code === 'EMESSAGE';
    const reason = reasonOf(failure);
    return aboutMail && responseCode >= 500 && responseCode !== 503
      ? { kind: 'refused', reason }
      : { kind: 'later', reason };
  }
  if (flowing) return { kind: 'unclear', reason: `${code} after the mail was handed over` };
  if (ABOUT_THE_MESSAGE.has(code)) return { kind: 'refused', reason: `${code} ${command ?? ''}`.trim() };
  return { kind: 'later', reason: code };
}

/** The codes of a reply (RFC 5321 and 3463). Its text stays out: servers repeat the address in it. */
function reasonOf({ responseCode, response, command }: SmtpFailure): string {
  const enhanced = /^\d{3}[ -]([245]\.\d{1,3}\.\d{1,3})\b/.exec(response ?? '')?.[1];
  return ['SMTP', responseCode, enhanced, command && `to ${command}`].filter(Boolean).join(' ');
}
