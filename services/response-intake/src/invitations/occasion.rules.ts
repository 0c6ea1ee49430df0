import type { Invitation } from './invitation.rules.js';

/**
 * One opening of an open link's form: it takes one response, like an invitation, from somebody who is not known. Its id
 * is that of the response, so that a form that is sent twice is one response.
 */
export interface Occasion extends Invitation {
  readonly linkId: string;
  /** Why an answer to it does not count until a person has looked at it; nothing where it counts. */
  readonly setAside?: string;
}

/** Whether what is answered is an open link's form. */
export function isOccasion(asked: Invitation | undefined): asked is Occasion {
  return asked !== undefined && 'linkId' in asked;
}
