import { createCipheriv, createDecipheriv, hkdfSync } from 'node:crypto';

const CIPHER = 'aes-256-gcm';
/** How many random bytes a secret is sealed with, and how long its check is. */
export const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** The key that seals secrets, made of a long secret of the installation (HKDF, RFC 5869). */
export function sealingKey(master: string): Buffer {
  return Buffer.from(hkdfSync('sha256', master, '', 'rapport feedback webhook secrets', 32));
}

/**
 * Seals a secret, so that it can be kept: AES-256-GCM, base64url of nonce, tag and text.
 * @param owner what it belongs to: it cannot be opened as another's
 * @param nonce never used twice with a key
 */
export function seal(secret: string, owner: string, key: Buffer, nonce: Buffer): string {
  const cipher = createCipheriv(CIPHER, key, nonce).setAAD(Buffer.from(owner));
  const text = Buffer.concat([cipher.update(secret, 'utf8'), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), text]).toString('base64url');
}

/** Opens a sealed secret with the key that fits; nothing where none does. */
export function open(sealed: string, owner: string, keys: readonly Buffer[]): string | undefined {
  const bytes = Buffer.from(sealed, 'base64url');
  const [nonce, rest] = [bytes.subarray(0, NONCE_BYTES), bytes.subarray(NONCE_BYTES)];
  if (rest.length < TAG_BYTES) return undefined;
  for (const key of keys) {
    try {
      const decipher = createDecipheriv(CIPHER, key, nonce, { authTagLength: TAG_BYTES })
        .setAAD(Buffer.from(owner))
        .setAuthTag(rest.subarray(0, TAG_BYTES));
      return Buffer.concat([decipher.update(rest.subarray(TAG_BYTES)), decipher.final()]).toString('utf8');
    } catch {
      // Sealed with another key.
    }
  }
  return undefined;
}
