import { Injectable } from '@nestjs/common';
import { signSurveyLink, signUnsubscribeLink } from '#service-kit';
import { SurveyDispatchConfig } from '../config.js';

/** Signs the links of an invitation, which open its pages for whoever has them. */
@Injectable()
export class InvitationLinks {
  constructor(private readonly config: SurveyDispatchConfig) {}

  /** The survey page without a score. */
  survey({ invitationId, expiresAt }: { readonly invitationId: string; readonly expiresAt: Date }): string {
    const { publicUrl, linkSecret } = this.config;
    const claims = { invitationId, expiresAt: Math.floor(expiresAt.getTime() / 1000) };
    return `${publicUrl}/s/${signSurveyLink(claims, linkSecret)}`;
  }

  /** The page where the contact opts out. */
  unsubscribing(invitationId: string): string {
    const { publicUrl, linkSecret } = this.config;
    return `${publicUrl}/u/${signUnsubscribeLink(invitationId, linkSecret)}`;
  }
}
