import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Clock, Transactions } from '#messaging';
import { NotFound, verifyUnsubscribeLink } from '#service-kit';
import { SurveyDispatchConfig } from '../config.js';
import { changeInvitations } from '../invitations/change-invitations.action.js';
import { suppressContacts } from './suppress-contacts.action.js';
import { readLocale } from './suppressed-contacts.query.js';

/** Lets the receiver of an invitation be asked no more. */
@Injectable()
export class OptOut {
  constructor(
    private readonly transactions: Transactions,
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
    private readonly config: SurveyDispatchConfig,
  ) {}

  /** The invitation of a link's token, and its language. @throws NotFound for a token that we did not sign */
  async open(token: string): Promise<{ invitationId: string; locale: string }> {
    const { linkSecret, linkSecretPrevious } = this.config;
    const invitationId = verifyUnsubscribeLink(token, [linkSecret, ...linkSecretPrevious]);
    const locale = invitationId && (await readLocale(this.dataSource, invitationId));
    if (!invitationId || !locale) throw new NotFound('no such link');
    return { invitationId, locale };
  }

  /** Has the contact never be asked again, and takes the invitation back where it is open; once is as good as twice. */
  async optOut(invitationId: string): Promise<void> {
    const at = this.clock.now();
    await this.transactions.run(async (transaction) => {
      await changeInvitations(transaction, 'cancelled', { changes: [{ invitationId, reason: 'opted_out' }], at });
      await suppressContacts(transaction, [invitationId], { reason: 'opted_out', at });
    });
  }
}
