import { type AttributeDeclaration, attributeProblem, readAttribute } from '../attributes/attribute.rules.js';
import type { ContactState } from '../contacts/contact.rules.js';

/** What another survey tool's file says of a person. */
export interface PersonOfFile {
  readonly contactId: string;
  readonly email?: string;
  readonly phone?: string;
  readonly name?: string;
  readonly locale?: string;
  readonly accountId?: string;
  readonly attributes?: Readonly<Record<string, unknown>>;
  /** False where a file says that the person opted out. */
  readonly emailConsent?: boolean;
}

/** What of it completes a contact. */
export interface Completion extends Omit<PersonOfFile, 'attributes'> {
  readonly attributes?: Record<string, unknown>;
  readonly consentSource?: string;
}

const FIELDS = ['email', 'phone', 'name', 'locale', 'accountId'] as const;

/**
 * What a file adds to a contact: fields and attributes that are empty, never one that has a value. Consent to mail is empty
 * where nobody said anything of it yet; a file can only take it back. Attributes that are not of their declared type stay out.
 * @param undeclared whether attributes that nobody declared are kept
 */
export function completionOf(
  person: PersonOfFile,
  known: ContactState,
  declarations: ReadonlyMap<string, AttributeDeclaration>,
  undeclared: 'kept' | 'refused',
): Completion {
  const empty = FIELDS.filter((field) => person[field] !== undefined && known[field] === null);
  const attributes = Object.entries(person.attributes ?? {})
    .filter(([name]) => known.attributes[name] === undefined)
    .map(([name, value]) => [name, typeof value === 'string' ? readAttribute(value, declarations.get(name)) : value])
    .filter(([name, value]) => !attributeProblem({ [name as string]: value }, declarations, undeclared === 'refused'));
  const optsOut = person.emailConsent === false && known.consentChanges.email === undefined;
  return {
    contactId: person.contactId,
    ...Object.fromEntries(empty.map((field) => [field, person[field]])),
    ...(attributes.length > 0 && { attributes: Object.fromEntries(attributes) }),
    ...(optsOut && { emailConsent: false, consentSource: 'import' }),
  };
}
