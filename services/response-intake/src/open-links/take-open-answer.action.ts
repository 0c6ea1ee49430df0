import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Clock } from '#messaging';
import { Gone } from '#service-kit';
import type { GivenAnswer } from '#survey-documents';
import { ResponseIntakeConfig } from '../config.js';
import type { Occasion } from '../invitations/occasion.rules.js';
import type { ResponseRow } from '../response-reading/read-response.rules.js';
import { Responses } from '../response-reading/responses.query.js';
import { RecordResponse } from '../responses/record-response.action.js';
import { isEditable } from '../responses/response.rules.js';
import type { SurveyAnswer } from '../survey-page/survey.rules.js';
import { AdmitAnswer, type Whereabouts } from './admit-answer.action.js';
import { isFinished } from './admitted-answers.query.js';
import { FormTokens } from './form-tokens.action.js';
import type { OpenedLink } from './open-form.action.js';

const HOUR_MS = 3_600_000;
/** How long somebody may go on with an answer: on a device, the next one stands there soon. */
const GOING_ON_MS = { link: 24 * HOUR_MS, kiosk: HOUR_MS / 6 };

/** The detail of a 410 for an answer that cannot be gone on with. */
export const OVER = 'this answer can no longer be changed';

/** What was typed into a form that can be recorded. */
export interface Typed {
  readonly score?: number;
  readonly comment?: string;
  readonly answers?: readonly GivenAnswer[];
}

/** An answer that somebody may go on with. */
export interface OpenAnswer {
  readonly responseId: string;
  /** For going on with it. */
  readonly token: string;
  readonly answer: SurveyAnswer;
}

/** What an answer behind an open link is judged by besides itself. */
@Injectable()
export class TakingCircumstances {
  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
    private readonly config: ResponseIntakeConfig,
  ) {}

  /** In seconds. */
  secondsSince(moment: Date): number {
    return Math.max(0, (this.clock.now().getTime() - moment.getTime()) / 1000);
  }

  /** Whether nothing more is asked of who gave an answer. */
  isFinished(responseId: string): Promise<boolean> {
    return isFinished(this.dataSource, responseId);
  }

  /** A response as its respondent sees it. */
  asAnswer({ score, comment, answers, answeredAt }: ResponseRow): SurveyAnswer {
    const circumstances = { now: this.clock.now(), editWindowMs: this.config.editWindowMs };
    return { score, comment, answers, editable: isEditable({ answeredAt }, circumstances) };
  }
}

/** Takes the answers that are given behind open links, without a name. */
@Injectable()
export class TakeOpenAnswer {
  constructor(
    private readonly recording: RecordResponse,
    private readonly responses: Responses,
    private readonly admitting: AdmitAnswer,
    private readonly tokens: FormTokens,
    private readonly circumstances: TakingCircumstances,
  ) {}

  /**
   * Takes a first answer; the same form again is not a second one.
   * @returns nothing where the form is none of this link's, or too old
   * @throws what AdmitAnswer and RecordResponse throw
   */
  async first(opened: OpenedLink, formToken: string, typed: Typed, from: Whereabouts): Promise<OpenAnswer | undefined> {
    const { link, device } = opened;
    const form = this.tokens.readForm(link.linkId, formToken);
    if (!form) return undefined;
    const { responseId, signedAt } = form;
    if (!(await this.responses.one(responseId))) {
      const setAside = await this.admitting.admit(responseId, { link, device }, from);
      const secondsToAnswer = this.circumstances.secondsSince(signedAt);
      await this.record(opened, responseId, typed, { ...from, secondsToAnswer, setAside });
    }
    return this.goingOn(opened, responseId);
  }

  /** Takes what somebody adds to an answer, or changes of it. @throws Gone where it can no longer be gone on with */
  async more(opened: OpenedLink, goingOn: string, typed: Typed, from: Whereabouts): Promise<OpenAnswer> {
    const { responseId } = await this.find(opened, goingOn);
    await this.record(opened, responseId, typed, from);
    return this.goingOn(opened, responseId);
  }

  /** An answer that somebody goes on with. @throws Gone where the token is none of this link's, or its time is over */
  async find(opened: OpenedLink, goingOn: string): Promise<OpenAnswer> {
    const responseId = this.tokens.readGoingOn(opened.link.linkId, goingOn);
    if (!responseId || (opened.device && (await this.circumstances.isFinished(responseId)))) throw new Gone(OVER);
    return this.goingOn(opened, responseId);
  }

  /** Notes that nothing more is asked. */
  finish({ responseId }: OpenAnswer): Promise<void> {
    return this.admitting.finish(responseId);
  }

  private async goingOn({ link }: OpenedLink, responseId: string): Promise<OpenAnswer> {
    const response = await this.responses.one(responseId);
    if (!response) throw new Gone(OVER);
    const token = this.tokens.forGoingOn(link.linkId, responseId, GOING_ON_MS[link.mode]);
    return { responseId, token, answer: this.circumstances.asAnswer(response) };
  }

  private async record(
    { link, device, survey }: OpenedLink,
    responseId: string,
    typed: Typed,
    { setAside, secondsToAnswer, agent, channel }: Whereabouts & { setAside?: string; secondsToAnswer?: number },
  ): Promise<void> {
    const { linkId, touchpoint, programId, accountId, surveyVersionId } = link;
    const occasion: Occasion = {
      ...{ invitationId: responseId, contactId: `anonymous-${responseId}`, linkId, setAside },
      ...{ touchpoint, programId, accountId, surveyVersionId },
      ...{ question: survey.question, locale: survey.locale, expiresAt: survey.expiresAt },
      ...{ correlationId: responseId, causeEventId: linkId, lineage: '' },
    };
    const answer = { invitationId: responseId, occasion, ...typed };
    const signals = { secondsToAnswer, agent };
    await this.recording.record({ answer, channel: channel ?? (device ? 'kiosk' : 'link'), signals });
  }
}
