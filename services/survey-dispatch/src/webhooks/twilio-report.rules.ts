import { invitationOfMail, type MailReport, valueAt } from './mail-report.rules.js';

/** The number will never take a message: it is unknown, a landline, or its owner said stop. */
const FOR_GOOD = new Set(['21610', '30005', '30006']);

/**
 * The report in a status callback of Twilio. What is on its way, or of a message that is not ours, says nothing.
 * @param id of the message, as its callback's address has it
 */
export function readTwilioStatus(id: string, form: unknown): MailReport[] {
  const invitationId = invitationOfMail(id);
  const status = valueAt(form, 'MessageStatus');
  if (!invitationId) return [];
  if (status === 'delivered') return [{ invitationId, kind: 'delivered' }];
  if (status === 'read') return [{ invitationId, kind: 'opened' }];
  if (status !== 'undelivered' && status !== 'failed') return [];
  const said = valueAt(form, 'ErrorCode');
  const code = typeof said === 'string' && /^\d{1,6}$/.test(said) ? said : undefined;
  const reason = ['SMS', status, code].filter(Boolean).join(' ');
  return [{ invitationId, kind: 'bounced', permanent: code !== undefined && FOR_GOOD.has(code), reason }];
}
