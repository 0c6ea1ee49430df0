import type { Transaction } from '#messaging';
import { knownByEmail } from '../contacts/known-people.query.js';
import type { Submission } from './group.rules.js';

/** The submissions with those whom their addresses are known to belong to; who is not known stays who the address is. */
export async function namePeople(
  transaction: Transaction,
  submissions: readonly Submission[],
): Promise<readonly Submission[]> {
  const emails = submissions.flatMap(({ answer }) => (answer.invitationId === undefined ? (answer.email ?? []) : []));
  if (emails.length === 0) return submissions;
  const people = await knownByEmail(transaction, emails);
  return submissions.map((submission) => {
    const { answer } = submission;
    if (answer.invitationId !== undefined || answer.email === undefined) return submission;
    const person = people.get(answer.email.toLowerCase());
    if (!person) return submission;
    const accountId = answer.accountId ?? person.accountId ?? undefined;
    return { ...submission, answer: { ...answer, contactId: person.contactId, accountId } };
  });
}
