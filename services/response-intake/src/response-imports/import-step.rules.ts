import type { FollowUpAnswer, Metric } from '#survey-documents';

/** In which order what a file says is applied: who must not be asked goes first. */
export const PHASES = { suppressions: 0, people: 1, responses: 2 } as const;

export type Phase = (typeof PHASES)[keyof typeof PHASES];

/** How somebody is named in a file; nothing for an answer of somebody unknown. */
export interface Identity {
  readonly contactId?: string;
  /** The person's id in the system that the file is from. */
  readonly personId?: string;
  /** As it was written; it is compared in lower case. */
  readonly email?: string;
  /** E.164. */
  readonly phone?: string;
}

/** Somebody must not be asked any more. */
export interface ImportedSuppression extends Identity {
  readonly reason: 'opted_out' | 'bounced';
  /** RFC 3339. */
  readonly since?: string;
}

/** What a file says of a person. */
export interface ImportedPerson extends Identity {
  readonly name?: string;
  readonly locale?: string;
  readonly accountId?: string;
  readonly attributes?: Readonly<Record<string, unknown>>;
}

/** An answer that was given in another system. */
export interface ImportedResponse extends Identity {
  readonly externalId: string;
  readonly accountId?: string;
  readonly touchpoint: string;
  readonly metric: Metric;
  readonly score: number;
  readonly comment: string | null;
  readonly answers?: readonly FollowUpAnswer[];
  /** RFC 3339. */
  readonly answeredAt: string;
  /** RFC 3339; when it was changed there last, where the file says so. */
  readonly updatedAt?: string;
}

/** One thing to be done of a file; a row may come to several. */
export interface ImportStep {
  readonly row: number;
  readonly phase: Phase;
  /** Who or what it is about: within a phase, the same once more is one step. */
  readonly ref: string;
  readonly data: ImportedSuppression | ImportedPerson | ImportedResponse;
}

/** Names somebody within a file; empty for nobody. */
export function identityKey({ contactId, email, phone, personId }: Identity): string {
  if (contactId) return `contact ${contactId}`;
  if (email) return `email ${email.toLowerCase()}`;
  if (phone) return `phone ${phone}`;
  return personId ? `person ${personId}` : '';
}

/** Somebody as a step names them. */
export function identityOf({ contactId, email, phone, personId }: Identity): Identity {
  return {
    ...(contactId && { contactId }),
    ...(personId && { personId }),
    ...(email && { email }),
    ...(phone && { phone }),
  };
}
