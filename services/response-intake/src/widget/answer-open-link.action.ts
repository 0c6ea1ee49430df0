import { Injectable } from '@nestjs/common';
import { Gone } from '#service-kit';
import type { Whereabouts } from '../open-links/admit-answer.action.js';
import { FormTokens } from '../open-links/form-tokens.action.js';
import { type OpenedLink, OpenForm } from '../open-links/open-form.action.js';
import { type OpenAnswer, TakeOpenAnswer } from '../open-links/take-open-answer.action.js';
import { nextView } from './answer-invitation.action.js';
import type { WidgetView } from './view.rules.js';
import type { WidgetAnswers, WidgetScore } from './widget-answer.rules.js';
import { scoreView } from './widget-view.rules.js';

/** Shows an open link in the widget step by step, and takes its answers, which have no name. */
@Injectable()
export class AnswerOpenLink {
  constructor(
    private readonly opening: OpenForm,
    private readonly taking: TakeOpenAnswer,
    private readonly tokens: FormTokens,
  ) {}

  /** The metric question. @throws what OpenForm throws */
  async show(token: string, wanted: readonly string[]): Promise<WidgetView> {
    const { link, survey } = await this.opening.open(token, wanted);
    const form = this.tokens.forForm(link.linkId);
    return scoreView(survey, `${pathOf(token, survey.locale)}/form/${form}`);
  }

  /** Takes a score, once for each form. @throws what OpenForm and TakeOpenAnswer throw, Gone for a form that is too old */
  async score(
    { token, lang, form }: { token: string; lang: string; form: string },
    { score, comment }: WidgetScore,
    from: Whereabouts,
  ): Promise<WidgetView> {
    const opened = await this.opening.open(token, [lang]);
    const taken = await this.taking.first(opened, form, { score, comment }, inWidget(from));
    if (!taken) throw new Gone('the form is too old, or none of this link; ask for another');
    return viewAfter(opened, taken, 0);
  }

  /** Takes the answers of a step. @throws what OpenForm and TakeOpenAnswer throw */
  async step(
    { token, lang, goingOn, step }: { token: string; lang: string; goingOn: string; step: number },
    given: WidgetAnswers,
    from: Whereabouts,
  ): Promise<WidgetView> {
    const opened = await this.opening.find(token, [lang]);
    return viewAfter(opened, await this.taking.more(opened, goingOn, given, inWidget(from)), step + 1);
  }
}

const inWidget = (from: Whereabouts): Whereabouts => ({ ...from, channel: 'widget' });
const pathOf = (token: string, language: string) =>
  `/widget/links/${encodeURIComponent(token)}/${encodeURIComponent(language)}`;

function viewAfter({ token, survey }: OpenedLink, { answer, token: goingOn }: OpenAnswer, from: number): WidgetView {
  const path = `${pathOf(token, survey.locale)}/answer/${encodeURIComponent(goingOn)}`;
  return nextView({ ...survey, answer }, from, (step) => `${path}/steps/${step}`);
}
