import { Injectable } from '@nestjs/common';
import { Clock } from '#messaging';
import { Conflict } from '#service-kit';
import { ResponseIntakeConfig } from '../config.js';
import { RecordResponse } from '../responses/record-response.action.js';
import { OpenSurvey } from '../survey-page/open-survey.action.js';
import { nextStep, questionsOfStep } from '../survey-page/steps.rules.js';
import type { Survey } from '../survey-page/survey.rules.js';
import { readShown, signShown } from '../trust/shown.rules.js';
import type { Agent } from '../trust/trust.rules.js';
import type { WidgetView } from './view.rules.js';
import type { WidgetAnswers, WidgetScore } from './widget-answer.rules.js';
import { questionsView, scoreView, thanksView } from './widget-view.rules.js';

/** Shows an invitation in the widget step by step, and takes its answers; each step is kept. */
@Injectable()
export class AnswerInvitation {
  constructor(
    private readonly opening: OpenSurvey,
    private readonly recording: RecordResponse,
    private readonly clock: Clock,
    private readonly config: ResponseIntakeConfig,
  ) {}

  /** The metric question, or thanks where it was answered. @throws what OpenSurvey throws */
  async show(token: string): Promise<WidgetView> {
    const survey = await this.opening.open(token);
    if (survey.answer) return thanksView(survey, survey.answer.score);
    return scoreView(survey, pathOf(token), signShown(this.clock.now(), this.config.linkSecret));
  }

  /** Takes a score. @throws what OpenSurvey and RecordResponse throw */
  async score(token: string, { score, comment, shown }: WidgetScore, agent: Agent): Promise<WidgetView> {
    const { invitationId } = await this.opening.open(token);
    const { linkSecret, linkSecretPrevious } = this.config;
    const shownAt = readShown(shown, [linkSecret, ...linkSecretPrevious]);
    const secondsToAnswer = shownAt && Math.max(0, (this.clock.now().getTime() - shownAt.getTime()) / 1000);
    const answer = { invitationId, score, comment };
    await this.recording.record({ answer, channel: 'widget', signals: { secondsToAnswer, agent } });
    return this.next(token, 0);
  }

  /** Takes the answers of a step. @throws what OpenSurvey and RecordResponse throw, Conflict before there is a score */
  async step(token: string, step: number, given: WidgetAnswers, agent: Agent): Promise<WidgetView> {
    const { invitationId, answer } = await this.opening.open(token);
    if (!answer) throw new Conflict('the score comes first');
    await this.recording.record({ answer: { invitationId, ...given }, channel: 'widget', signals: { agent } });
    return this.next(token, step + 1);
  }

  private async next(token: string, from: number): Promise<WidgetView> {
    const survey = await this.opening.open(token);
    return nextView(survey, from, (step) => `${pathOf(token)}/steps/${step}`);
  }
}

const pathOf = (token: string) => `/widget/surveys/${encodeURIComponent(token)}`;

/** What the widget shows after an answer: the first step, which asks for a comment, another one with questions, or thanks. */
export function nextView(survey: Survey, from: number, pathOfStep: (step: number) => string): WidgetView {
  const { answer, document } = survey;
  if (!answer) throw new Conflict('the score comes first');
  const step = from === 0 ? 0 : nextStep(document, answer, from);
  if (step === undefined) return thanksView(survey, answer.score);
  return questionsView(survey, step, questionsOfStep(document, answer, step), pathOfStep(step));
}
