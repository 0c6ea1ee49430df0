import { NONCE_BYTES, open, seal, sealingKey } from './sealed-secret.rules.js';

const key = sealingKey('a-long-secret-of-the-installation');
const nonce = Buffer.alloc(NONCE_BYTES, 7);
const sealed = seal('the secret', 'zendesk', key, nonce);

it('a sealed secret shows nothing, and is opened with its key', () => {
  expect(Buffer.from(sealed, 'base64url').toString('latin1')).not.toContain('secret');
  expect(open(sealed, 'zendesk', [key])).toBe('the secret');
  expect(open(sealed, 'zendesk', [sealingKey('another'), key])).toBe('the secret');
});

it.each([
  ['another key', sealed, 'zendesk', sealingKey('another')],
  ['another owner', sealed, 'github', key],
  ['a changed byte', `${sealed.slice(0, -2)}AA`, 'zendesk', key],
  ['a part', sealed.slice(0, 20), 'zendesk', key],
  ['nothing', '', 'zendesk', key],
])('is not opened with %s', (_, text, owner, with_) => {
  expect(open(text, owner, [with_])).toBeUndefined();
});
