/** Roles at an account that reports know; any other word is a role as well. */
export const KNOWN_ROLES = [
  'executive_sponsor',
  'decision_maker',
  'champion',
  'admin',
  'end_user',
  'technical_contact',
  'billing_contact',
] as const;

const SYNONYMS: Readonly<Record<string, string>> = {
  administrator: 'admin',
  economic_buyer: 'decision_maker',
  executive: 'executive_sponsor',
  sponsor: 'executive_sponsor',
  user: 'end_user',
};

/** A role as it is kept: lower case with underscores, and the known word where CRMs use another: `End User` is `end_user`. */
export function roleOf(text: string): string {
  const word = text
    .trim()
    .toLowerCase()
    .replace(/[\s_-]+/g, '_');
  return SYNONYMS[word] ?? word;
}
