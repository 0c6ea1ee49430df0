import { Injectable } from '@nestjs/common';
import { Clock, type Transaction, Transactions } from '#messaging';
import { type Metric, SCALES } from '#survey-documents';
import { LEASE_MS, obstacleTo } from '../deliveries/delivery.rules.js';
import { keepAttempts } from '../deliveries/keep-attempts.action.js';
import { InvitationLinks } from '../invitations/invitation-links.action.js';
import { HeldVersions } from '../surveys/held-versions.query.js';
import { holdPending, type PendingInvitation, takeWaiting } from './pending-invitations.query.js';

/** What the app needs to ask. */
export interface ShownInvitation {
  readonly invitationId: string;
  readonly surveyId: string;
  readonly surveyVersion: number;
  readonly metric: Metric;
  readonly scale: { readonly from: number; readonly to: number };
  readonly question: string;
  readonly locale: string;
  /** The survey page. */
  readonly link: string;
  readonly expiresAt: Date;
}

/** Gives the app the invitation that its user can be shown; giving it out first is its sending. */
@Injectable()
export class FetchPendingInvitation {
  constructor(
    private readonly transactions: Transactions,
    private readonly versions: HeldVersions,
    private readonly links: InvitationLinks,
    private readonly clock: Clock,
  ) {}

  /** At most one; nothing for who is blocked or has not agreed. Asking again gives the same one, and sends nothing. */
  async fetch(contactId: string): Promise<ShownInvitation | undefined> {
    const at = this.clock.now();
    const pending = await this.transactions.run((transaction) => showPending(transaction, contactId, at));
    return pending && this.shown(pending);
  }

  private async shown(pending: PendingInvitation): Promise<ShownInvitation | undefined> {
    const { invitationId, surveyId, surveyVersion, locale, expiresAt } = pending;
    const survey = await this.versions.read(surveyId, surveyVersion);
    if (!survey) return undefined;
    const question = survey.question[locale] ?? survey.question[survey.fallbackLanguage]!;
    const { metric } = survey;
    const asked = { metric, scale: SCALES[metric], question, locale };
    return { invitationId, surveyId, surveyVersion, ...asked, link: this.links.survey(pending), expiresAt };
  }
}

async function showPending(transaction: Transaction, contactId: string, at: Date) {
  const pending = await holdPending(transaction, contactId, at);
  if (!pending || obstacleTo({ ...pending, channel: 'in_app' }, at)) return undefined;
  if (pending.state !== 'scheduled') return pending;
  const { invitationId } = pending;
  if (!(await takeWaiting(transaction, invitationId, new Date(at.getTime() + LEASE_MS)))) return undefined;
  // Whoever comes later than the invitation was due is asked only now.
  const claimed = { ...pending, attempts: pending.attempts + 1 };
  await keepAttempts(transaction, [{ claimed, outcome: { kind: 'accepted' }, at }]);
  return pending;
}
