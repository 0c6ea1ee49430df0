import { type FollowUpAnswer, isIn, type Questionnaire, type Range, SCALES } from '#survey-documents';
import { MAX_COMMENT } from '../responses/answer.rules.js';

/** A survey as one respondent sees it: the question, and the answer they gave, if any. */
export interface Survey {
  readonly invitationId: string;
  readonly question: string;
  /** BCP 47 tag of the language that it is shown in. */
  readonly locale: string;
  /** The same, where the respondent switched to it. */
  readonly switchedTo?: string;
  /** Where who answers opts out of all surveys; none where nobody was invited. */
  readonly unsubscribePath?: string;
  /** The version of the survey that it asks. */
  readonly document: Questionnaire;
  readonly expiresAt: Date;
  readonly answer?: SurveyAnswer;
}

/** The answer that was given to an invitation. */
export interface SurveyAnswer {
  readonly score: number;
  readonly comment: string | null;
  /** To follow-up questions, in their order. */
  readonly answers?: readonly FollowUpAnswer[] | null;
  /** The step of follow-up questions that comes next. */
  readonly nextStep?: number;
  /** Whether it can still be changed. */
  readonly editable: boolean;
}

/** The languages in which a survey can be read, in its own order. */
export function languagesOf({ question = {} }: Questionnaire): string[] {
  return Object.keys(question);
}

/** A survey in another of its languages; as it is where it has no such language. */
export function switched(survey: Survey, language: unknown): Survey {
  const { question = {} } = survey.document;
  if (typeof language !== 'string' || !Object.hasOwn(question, language)) return survey;
  return { ...survey, question: question[language]!, locale: language, switchedTo: language };
}

/** What a respondent typed, as it came. */
export interface TypedForm {
  readonly score?: string;
  readonly comment?: string;
  /** Signed: when the form was shown. */
  readonly shown?: string;
}

/** A form that can be recorded, or what is wrong with it: the name of a text of the page. */
export type FormVerdict =
  | { readonly ok: true; readonly score?: number; readonly comment?: string }
  | { readonly ok: false; readonly problem: 'scoreMissing' | 'commentTooLong' };

const SCORE = /^(?:\d|10)$/;

/** A score as it stands in a link or a form, or nothing where the scale has no such score. */
export function readScore(text: unknown, scale: Range = SCALES.nps): number | undefined {
  return typeof text === 'string' && SCORE.test(text) && isIn(scale, Number(text)) ? Number(text) : undefined;
}

/** The fields of a posted form that the page knows; a field that came twice is none. */
export function typedForm(body: unknown): TypedForm {
  const { score, comment, shown } = (body ?? {}) as Readonly<Record<string, unknown>>;
  return {
    ...(score !== undefined && { score: typeof score === 'string' ? score : '' }),
    ...(typeof comment === 'string' && { comment: comment.replaceAll('\r\n', '\n').replaceAll('\0', '') }),
    ...(typeof shown === 'string' && { shown }),
  };
}

/** Reads a form: a score is needed unless one was given before and the form asks only for a comment. */
export function readForm(
  { score: typed, comment }: TypedForm,
  given: SurveyAnswer | undefined,
  scale: Range = SCALES.nps,
): FormVerdict {
  const score = readScore(typed, scale);
  const onlyComment = typed === undefined && comment !== undefined && given !== undefined;
  if (score === undefined && !onlyComment) return { ok: false, problem: 'scoreMissing' };
  if (comment !== undefined && [...comment].length > MAX_COMMENT) return { ok: false, problem: 'commentTooLong' };
  return { ok: true, score, comment };
}
