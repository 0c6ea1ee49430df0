import { createPublicKey, verify } from 'node:crypto';

/** What SendGrid says of a payload's origin. */
export interface SendgridSignature {
  /** The header `X-Twilio-Email-Event-Webhook-Signature`: base64. */
  readonly signature: string;
  /** The header `X-Twilio-Email-Event-Webhook-Timestamp`. */
  readonly timestamp: string;
}

/**
 * Whether SendGrid signed a body (ECDSA with SHA-256, over the timestamp and the body as it came). How old it is does not matter:
 * reports that come again change nothing, and SendGrid tries for a day.
 * @param publicKey base64, as SendGrid shows it
 */
export function isSignedBySendgrid(
  body: Buffer,
  { signature, timestamp }: SendgridSignature,
  publicKey: string,
): boolean {
  try {
    const key = createPublicKey({ key: Buffer.from(publicKey, 'base64'), format: 'der', type: 'spki' });
    const signed = Buffer.concat([Buffer.from(timestamp), body]);
    return verify('sha256', signed, key, Buffer.from(signature, 'base64'));
  } catch {
    return false;
  }
}
