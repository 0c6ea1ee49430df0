import { Conflict, Gone, InvalidRequest, KeyReused, NotFound, Unavailable } from '#service-kit';
import { TOO_LATE } from '../invitations/invitation.rules.js';
import type { Refused } from './response.rules.js';

/** The error that tells a caller why an answer was not taken. */
export function errorOf({ because, problems = [] }: Refused): Error {
  switch (because) {
    case 'unknown invitation':
      return new NotFound('there is no such invitation');
    case 'expired':
      return new Gone(TOO_LATE.expired);
    case 'taken back':
      return new Gone(TOO_LATE.takenBack);
    case 'erased':
      return new Gone(TOO_LATE.erased);
    case 'edit window over':
      return new Conflict('the invitation is answered, and its response can no longer be changed');
    case 'survey missing':
      return new Unavailable('the survey of the invitation has not arrived yet');
    case 'wrong answers':
      return new InvalidRequest(problems.map(({ field, reason }) => `${field} ${reason}`).join('; '), problems);
    case 'score missing':
      return invalid('score', 'is missing');
    case 'impossible moment':
      return invalid('answeredAt', 'must be a moment from 1970 on, and not in the future');
    case 'key reused':
      return new KeyReused('this Idempotency-Key was used with another body');
  }
}

function invalid(field: string, reason: string): InvalidRequest {
  return new InvalidRequest(`${field} ${reason}`, [{ field, reason }]);
}
