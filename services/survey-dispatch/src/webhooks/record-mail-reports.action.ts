import { Injectable } from '@nestjs/common';
import { Clock, Transactions } from '#messaging';
import { bounceInvitations } from '../deliveries/bounce-invitations.action.js';
import { changeInvitations } from '../invitations/change-invitations.action.js';
import { suppressContacts } from '../opt-outs/suppress-contacts.action.js';
import type { MailReport, ReportKind } from './mail-report.rules.js';

const MOVES = ['delivered', 'opened', 'complained'] as const;

/** Takes what a provider of mail, or of text messages, reports; a report that comes again changes nothing. */
@Injectable()
export class RecordMailReports {
  constructor(
    private readonly transactions: Transactions,
    private readonly clock: Clock,
  ) {}

  /** Moves the invitations of reports, and has who bounced for good, complained or opted out never be asked again. */
  async record(reports: readonly MailReport[], over: 'email' | 'sms' = 'email'): Promise<void> {
    if (reports.length === 0) return;
    const at = this.clock.now();
    const of = (kind: ReportKind) => reports.filter((report) => report.kind === kind);
    const idsOf = (some: readonly MailReport[]) => some.map(({ invitationId }) => invitationId);
    await this.transactions.run(async (transaction) => {
      for (const kind of MOVES) await changeInvitations(transaction, kind, { changes: of(kind), at });
      const unsubscribed = of('unsubscribed');
      const changes = unsubscribed.map(({ invitationId }) => ({ invitationId, reason: 'opted_out' }));
      await changeInvitations(transaction, 'cancelled', { changes, at });
      await suppressContacts(transaction, idsOf(of('complained')), { reason: 'complained', at });
      await suppressContacts(transaction, idsOf(unsubscribed), { reason: 'opted_out', at });
      // Last: who complained as well is not asked over another channel.
      await bounceInvitations(transaction, of('bounced'), { over, at });
    });
  }
}
