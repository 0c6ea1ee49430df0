import { bandOf, type FollowUp, inLanguage, ratingsOf, SCALES, scoresOf, type TextByLanguage } from '#survey-documents';
import { LINK_TEXTS } from '../open-links/link-texts.rules.js';
import { isReadable } from '../survey-page/contrast.rules.js';
import type { Survey } from '../survey-page/survey.rules.js';
import { directionOf, LANGUAGES, type Language, pageLanguage, scaleTexts } from '../survey-page/texts.rules.js';
import { unbroken } from '../survey-page/typography.rules.js';
import type { ToldText, WidgetQuestion, WidgetView } from './view.rules.js';

/** The metric question. @param send where the score is sent */
export function scoreView(survey: Survey, send: string, shown?: string): WidgetView {
  const language = pageLanguage(survey);
  const texts = LANGUAGES[language];
  const { metric } = survey.document;
  const { low, high, missing } = scaleTexts(texts, metric);
  const { from, to } = SCALES[metric];
  return {
    ...frame(survey, language, texts.send, missing),
    kind: 'score',
    title: { text: unbroken(survey.question), lang: survey.locale },
    scores: scoresOf(metric),
    low: `${from} – ${low}`,
    high: `${to} – ${high}`,
    ...{ send, shown },
  };
}

/** A step of further questions; the first one begins with the comment. */
export function questionsView(survey: Survey, step: number, questions: readonly FollowUp[], send: string): WidgetView {
  const language = pageLanguage(survey);
  const texts = LANGUAGES[language];
  const told = (text: TextByLanguage): ToldText => {
    const { lang, text: inIt } = inLanguage(text, survey.locale, survey.document.fallbackLanguage);
    return { lang, text: unbroken(inIt) };
  };
  const comment: WidgetQuestion = {
    ...{ id: 'comment', kind: 'text', hint: texts.optional, choices: [] },
    question: { text: texts.commentLabel, lang: language },
  };
  const asked = questions.map((question): WidgetQuestion => {
    const { id, kind, choices = [] } = question;
    const hint = kind === 'multiple_choice' ? texts.optionalMany : texts.optional;
    const shown = { id, kind, question: told(question.question), hint };
    if (kind !== 'rating') return { ...shown, choices: choices.map((it) => ({ id: it.id, label: told(it.text) })) };
    const { from, to } = ratingsOf(question);
    const ratings = Array.from({ length: to - from + 1 }, (_, place) => String(from + place));
    return {
      ...shown,
      choices: ratings.map((rating) => ({ id: rating, label: { text: rating, lang: language } })),
      ...{ low: `${from} – ${texts.ratingLow}`, high: `${to} – ${texts.ratingHigh}` },
    };
  });
  return {
    ...frame(survey, language, texts.next, ''),
    kind: 'questions',
    title: { text: texts.moreQuestions, lang: language },
    questions: step === 0 ? [comment, ...asked] : asked,
    send,
  };
}

/** What is said after the last question. */
export function thanksView(survey: Survey, score: number): WidgetView {
  const language = pageLanguage(survey);
  const texts = LANGUAGES[language];
  const { document, locale } = survey;
  const { name, place } = bandOf(document.metric, score);
  const own = document.thanks?.[name];
  const usual = [texts.thanksWorst, texts.thanksMiddle, texts.thanksBest][place]!;
  return {
    ...frame(survey, language, '', ''),
    kind: 'thanks',
    title: { text: texts.thanks, lang: language },
    text: own ? unbroken(inLanguage(own, locale, document.fallbackLanguage).text) : usual,
  };
}

function frame({ document }: Survey, language: Language, submit: string, missing: string) {
  const { name, color } = document.branding ?? {};
  return {
    language,
    direction: directionOf(language),
    sender: name,
    ...(color && isReadable(color, '#ffffff') && { color }),
    texts: { submit, missing, close: LINK_TEXTS[language].close, failed: LANGUAGES[language].waitHelp },
  };
}
