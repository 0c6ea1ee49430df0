import { invitationOfMail, type MailReport, type ReportKind, reasonOf, valueAt } from './mail-report.rules.js';

const KINDS: Readonly<Record<string, ReportKind>> = {
  delivered: 'delivered',
  open: 'opened',
  bounce: 'bounced',
  dropped: 'bounced',
  spamreport: 'complained',
  unsubscribe: 'unsubscribed',
  group_unsubscribe: 'unsubscribed',
};

/**
 * The reports in a payload of SendGrid's event webhook (a list of events). Events of other kinds, and of mails that are not
 * ours, leave nothing. A bounce of type `blocked` is about this mail alone.
 */
export function readSendgridEvents(payload: unknown): MailReport[] {
  if (!Array.isArray(payload)) return [];
  return payload.flatMap((event): MailReport[] => {
    const name = valueAt(event, 'event');
    const kind = typeof name === 'string' && Object.hasOwn(KINDS, name) ? KINDS[name]! : undefined;
    const invitationId =
      invitationOfMail(valueAt(event, 'invitation_id')) ?? invitationOfMail(valueAt(event, 'smtp-id'));
    if (!kind || !invitationId) return [];
    if (kind !== 'bounced') return [{ invitationId, kind }];
    const type = valueAt(event, 'type');
    // The texts of replies repeat the address; the status has all that matters.
    const reason = reasonOf(name, type, valueAt(event, 'status'));
    return [{ invitationId, kind, permanent: name === 'bounce' && type !== 'blocked', reason }];
  });
}
