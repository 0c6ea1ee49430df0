import { Injectable } from '@nestjs/common';
import { Clock } from '#messaging';
import { Unauthenticated } from '#service-kit';
import { SurveyDispatchConfig } from '../config.js';
import { DismissInvitation } from '../in-app/dismiss-invitation.action.js';
import { FetchPendingInvitation } from '../in-app/fetch-pending-invitation.action.js';
import { readWidgetToken, signWidgetToken, type WidgetClaims } from './widget-token.rules.js';

/** What the widget needs of an invitation: the token with which it is answered. */
export interface PendingInWidget {
  readonly invitationId: string;
  readonly surveyToken: string;
  readonly expiresAt: Date;
}

/** Serves the widget of one contact, as its token says: what to show, and that it was dismissed. */
@Injectable()
export class AskForWidget {
  constructor(
    private readonly fetching: FetchPendingInvitation,
    private readonly dismissing: DismissInvitation,
    private readonly clock: Clock,
    private readonly config: SurveyDispatchConfig,
  ) {}

  /** A token for the widget on a page that one contact sees. */
  tokenFor(contactId: string, ttlSeconds: number): { token: string; expiresAt: Date } {
    const seconds = Math.floor(this.clock.now().getTime() / 1000) + ttlSeconds;
    const expiresAt = new Date(seconds * 1000);
    return { token: signWidgetToken({ contactId, expiresAt }, this.config.linkSecret), expiresAt };
  }

  /** The invitation that the contact can be shown; giving it out first is its sending. @throws Unauthenticated */
  async pending(token: unknown): Promise<PendingInWidget | undefined> {
    const shown = await this.fetching.fetch(this.claims(token).contactId);
    if (!shown) return undefined;
    const { invitationId, link, expiresAt } = shown;
    return { invitationId, surveyToken: link.slice(link.lastIndexOf('/') + 1), expiresAt };
  }

  /** @throws Unauthenticated, and what DismissInvitation throws */
  dismiss(token: unknown, invitationId: string): Promise<void> {
    return this.dismissing.dismiss(this.claims(token).contactId, invitationId);
  }

  private claims(token: unknown): WidgetClaims {
    const { linkSecret, linkSecretPrevious } = this.config;
    const claims = readWidgetToken(token, [linkSecret, ...linkSecretPrevious], this.clock.now());
    if (!claims) throw new Unauthenticated('the header Widget-Token is absent, over, or not ours');
    return claims;
  }
}
