import { Injectable } from '@nestjs/common';
import { Clock, newId } from '#messaging';
import { type SurveyLinkVerdict, signSurveyLink, verifySurveyLink } from '#service-kit';
import { ResponseIntakeConfig } from '../config.js';

const MINUTE_MS = 60_000;
/** A page may stay open for long before somebody answers. */
const FORM_LIFE_MS = 24 * 60 * MINUTE_MS;

/** What a token of ours says. */
export interface FormToken {
  /** The response that the form becomes, or became. */
  readonly responseId: string;
  /** When it was signed. */
  readonly signedAt: Date;
}

/**
 * Signs what a form carries: first that it was shown, when, and which response it becomes, so that one that is sent twice is one
 * response; then that whoever goes on is who gave it. Neither is worth anything for another link.
 */
@Injectable()
export class FormTokens {
  constructor(
    private readonly clock: Clock,
    private readonly config: ResponseIntakeConfig,
  ) {}

  /** For a form that is shown now. */
  forForm(linkId: string): string {
    return this.sign(newId(this.clock.now().getTime()), `form ${linkId}`, FORM_LIFE_MS);
  }

  /** What a form's token says; nothing where it is none of this link's or too old. */
  readForm(linkId: string, token: string): FormToken | undefined {
    return this.read(token, `form ${linkId}`, FORM_LIFE_MS);
  }

  /** For going on with an answer that was given. @param lifeMs for how long, in milliseconds */
  forGoingOn(linkId: string, responseId: string, lifeMs: number): string {
    return this.sign(responseId, `answer ${linkId}`, lifeMs);
  }

  /** Whose answer a token goes on with; nothing where it is none of this link's or too old. */
  readGoingOn(linkId: string, token: string): string | undefined {
    return this.read(token, `answer ${linkId}`, 0)?.responseId;
  }

  private sign(invitationId: string, purpose: string, lifeMs: number): string {
    const expiresAt = Math.floor((this.clock.now().getTime() + lifeMs) / 1000);
    return signSurveyLink({ invitationId, expiresAt }, `${purpose} ${this.config.linkSecret}`);
  }

  private read(token: string, purpose: string, lifeMs: number): FormToken | undefined {
    const { linkSecret, linkSecretPrevious } = this.config;
    const secrets = [linkSecret, ...linkSecretPrevious].map((secret) => `${purpose} ${secret}`);
    const verdict: SurveyLinkVerdict = verifySurveyLink(token, secrets, this.clock.now());
    if (!verdict.ok) return undefined;
    const { invitationId: responseId, expiresAt } = verdict.claims;
    return { responseId, signedAt: new Date(expiresAt * 1000 - lifeMs) };
  }
}
