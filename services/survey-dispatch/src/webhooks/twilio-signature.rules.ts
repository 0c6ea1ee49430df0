import { createHmac, timingSafeEqual } from 'node:crypto';

/**
 * Whether Twilio signed a form that it posted: HMAC-SHA1, keyed with the account's token, of the address as Twilio has it and
 * each field's name and value in the order of the names.
 * @param signature the header `X-Twilio-Signature`: base64
 */
export function isSignedByTwilio(
  url: string,
  form: Readonly<Record<string, unknown>>,
  { signature, token }: { readonly signature: string; readonly token: string },
): boolean {
  const signed = Object.keys(form)
    .sort()
    .reduce((text, name) => text + name + String(form[name]), url);
  const expected = createHmac('sha1', token).update(signed).digest();
  const given = Buffer.from(signature, 'base64');
  return given.length === expected.length && timingSafeEqual(given, expected);
}
