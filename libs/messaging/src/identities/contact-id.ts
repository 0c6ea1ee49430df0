import { hash } from 'node:crypto';

/**
 * The id that a contact gets who is known by nothing but an e-mail address: the same for the same address in whatever case,
 * and no way back from it to the address that would not have to guess it (SHA-256, 128 bits of it, base64url).
 */
export function contactIdOfEmail(email: string): string {
  return `email-${digestOf(email.trim().toLowerCase())}`;
}

/** The same for a contact who is known by nothing but a phone number (E.164). */
export function contactIdOfPhone(phone: string): string {
  return `phone-${digestOf(phone)}`;
}

function digestOf(address: string): string {
  return hash('sha256', address, 'buffer').subarray(0, 16).toString('base64url');
}
