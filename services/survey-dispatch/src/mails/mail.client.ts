import type { SendOutcome } from '../deliveries/delivery.rules.js';

/** A mail to one person. */
export interface Mail {
  /** The same for each attempt: receivers know a mail by it. */
  readonly id: string;
  readonly at: Date;
  readonly to: { readonly name: string; readonly address: string };
  /** Whose survey it is, where that is another than the usual sender; the address stays. */
  readonly senderName?: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  /** Which invitation it is of: providers report on a mail by it. */
  readonly invitationId: string;
  /** Where a POST records that its receiver wants no more (RFC 8058). */
  readonly unsubscribeLink: string;
}

/** Hands mails to the outside world. */
export abstract class MailClient {
  /** Sends a mail once; every failure is an outcome. */
  abstract send(mail: Mail): Promise<SendOutcome>;
}
