import { invitationOfMail, type MailReport, reasonOf, valueAt } from './mail-report.rules.js';

/**
 * The report in a message of SES, as a notification (`notificationType`) or an event (`eventType`). The mail is known by its
 * tag `invitation` or by an original header, which SES sends when it is told to.
 */
export function readSesMessage(message: unknown): MailReport[] {
  const type = valueAt(message, 'notificationType') ?? valueAt(message, 'eventType');
  const invitationId = invitationOfSesMail(valueAt(message, 'mail'));
  if (!invitationId) return [];
  if (type === 'Delivery') return [{ invitationId, kind: 'delivered' }];
  if (type === 'Open') return [{ invitationId, kind: 'opened' }];
  if (type === 'Complaint') {
    const reason = reasonOf(valueAt(message, 'complaint', 'complaintFeedbackType'));
    return [{ invitationId, kind: 'complained', reason }];
  }
  if (type !== 'Bounce') return [];
  const bounce = valueAt(message, 'bounce');
  const [recipient] = listAt(bounce, 'bouncedRecipients');
  const bounceType = valueAt(bounce, 'bounceType');
  const reason = reasonOf(bounceType, valueAt(bounce, 'bounceSubType'), valueAt(recipient, 'status'));
  return [{ invitationId, kind: 'bounced', permanent: bounceType === 'Permanent', reason }];
}

function invitationOfSesMail(mail: unknown): string | undefined {
  const [tag] = listAt(valueAt(mail, 'tags'), 'invitation');
  const ids = listAt(mail, 'headers')
    .filter((header) => /^(x-rapport-invitation|message-id)$/i.test(String(valueAt(header, 'name'))))
    .map((header) => valueAt(header, 'value'));
  for (const id of [tag, ...ids]) {
    const found = invitationOfMail(id);
    if (found) return found;
  }
  return undefined;
}

function listAt(value: unknown, name: string): unknown[] {
  const list = valueAt(value, name);
  return Array.isArray(list) ? list : [];
}
