import {
  BANDS,
  type Condition,
  type FollowUp,
  fitsScore,
  isIn,
  LIMITS,
  type Range,
  ratingsOf,
  SCALES,
  type SurveyDocument,
  scoresOf,
} from '#survey-documents';
import { headProblems, type SurveyProblem, textProblems } from './survey-text-problems.rules.js';

const ID = /^[a-z][a-z0-9_-]{0,39}$/;
const ID_FORM = 'must be 1 to 40 of a-z, 0-9, _ and -, and begin with a letter';

/** Everything that keeps a survey from being published; empty when every question can be reached and walked through. */
export function problemsOf(document: SurveyDocument): SurveyProblem[] {
  const { followUps, metric, fallbackLanguage } = document;
  const problems = headProblems(document);
  if (followUps.length > LIMITS.followUps) {
    problems.push({
      field: 'followUps',
      reason: `are ${followUps.length} questions, and ${LIMITS.followUps} at most are possible`,
    });
  }
  const reach = new Map<string, number[]>();
  for (const [place, followUp] of followUps.entries()) {
    const field = `followUps.${place}`;
    problems.push(...idProblems(followUps, place, field));
    problems.push(...textProblems(followUp.question, `${field}.question`, LIMITS.questionLength, fallbackLanguage));
    problems.push(...kindProblems(followUp, field, fallbackLanguage));
    const wrong = conditionProblems(document, place, `${field}.showIf`);
    problems.push(...wrong);
    const { showIf = {} } = followUp;
    const possible = showIf.answer ? (reach.get(showIf.answer.questionId) ?? []) : scoresOf(metric);
    const scores = possible.filter((score) => fitsScore(metric, showIf, score));
    reach.set(followUp.id, wrong.length > 0 ? scoresOf(metric) : scores);
    if (wrong.length === 0 && scores.length === 0) {
      problems.push({ field: `${field}.showIf`, reason: 'can never hold: no score leads to this question' });
    }
  }
  return problems;
}

function idProblems(all: readonly { readonly id: string }[], place: number, field: string): SurveyProblem[] {
  const { id } = all[place]!;
  if (!ID.test(id)) return [{ field: `${field}.id`, reason: ID_FORM }];
  const first = all.findIndex((it) => it.id === id);
  return first === place ? [] : [{ field: `${field}.id`, reason: `${id} is there already, at place ${first}` }];
}

function kindProblems({ kind, choices, max }: FollowUp, field: string, fallback: string): SurveyProblem[] {
  const problems: SurveyProblem[] = [];
  const chooses = kind === 'single_choice' || kind === 'multiple_choice';
  const outside = max !== undefined && !(Number.isInteger(max) && isIn(LIMITS.rating, max));
  if (max !== undefined && kind !== 'rating') problems.push({ field: `${field}.max`, reason: `is not for ${kind}` });
  else if (outside) {
    problems.push({ field: `${field}.max`, reason: `must be from ${LIMITS.rating.from} to ${LIMITS.rating.to}` });
  }
  if (!chooses) return choices ? [...problems, { field: `${field}.choices`, reason: `are not for ${kind}` }] : problems;
  const count = choices?.length ?? 0;
  if (count < 2 || count > LIMITS.choices) {
    problems.push({ field: `${field}.choices`, reason: `must be 2 to ${LIMITS.choices}, and are ${count}` });
  }
  for (const [place, { text }] of (choices ?? []).entries()) {
    const choice = `${field}.choices.${place}`;
    problems.push(...idProblems(choices!, place, choice));
    problems.push(...textProblems(text, `${choice}.text`, LIMITS.choiceLength, fallback));
  }
  return problems;
}

function conditionProblems({ metric, followUps }: SurveyDocument, place: number, field: string): SurveyProblem[] {
  const { showIf } = followUps[place]!;
  if (!showIf) return [];
  const { bands, scores, answer } = showIf;
  if (!bands && !scores && !answer) return [{ field, reason: 'says nothing: name bands, scores or an answer' }];
  const known = Object.keys(BANDS[metric]);
  const problems: SurveyProblem[] = (bands ?? []).flatMap((band, index) =>
    known.includes(band)
      ? []
      : [{ field: `${field}.bands.${index}`, reason: `must be one of ${known.join(', ')} for ${metric}` }],
  );
  if (bands?.length === 0) problems.push({ field: `${field}.bands`, reason: 'is empty' });
  if (scores && !isWithin(scores, SCALES[metric])) {
    const { from, to } = SCALES[metric];
    problems.push({ field: `${field}.scores`, reason: `must be scores that ${metric} has: ${from} to ${to}` });
  }
  return answer ? [...problems, ...answerProblems(followUps, place, answer, `${field}.answer`)] : problems;
}

function answerProblems(
  followUps: readonly FollowUp[],
  place: number,
  { questionId, choices, ratings }: NonNullable<Condition['answer']>,
  field: string,
): SurveyProblem[] {
  const at = followUps.findIndex(({ id }) => id === questionId);
  const asked = followUps[at];
  const question = `${field}.questionId`;
  if (!asked) return [{ field: question, reason: `there is no question ${questionId}` }];
  const circle = circleOf(followUps, place);
  if (circle) return [{ field: question, reason: `leads in a circle: ${circle.join(' → ')}` }];
  if (at >= place) return [{ field: question, reason: `${questionId} comes later; only earlier answers are known` }];
  if (asked.kind === 'text') return [{ field: question, reason: `${questionId} is answered in free text` }];
  if (asked.kind === 'rating') {
    const highest = ratingsOf(asked).to;
    if (choices) return [{ field: `${field}.choices`, reason: `${questionId} is a rating: say ratings` }];
    if (ratings && isWithin(ratings, { from: 1, to: highest })) return [];
    return [{ field: `${field}.ratings`, reason: `must be ratings that ${questionId} has: 1 to ${highest}` }];
  }
  if (ratings) return [{ field: `${field}.ratings`, reason: `${questionId} is no rating: say choices` }];
  if (!choices?.length) return [{ field: `${field}.choices`, reason: 'must name at least one choice' }];
  return choices.flatMap((choice, index) =>
    asked.choices?.some(({ id }) => id === choice)
      ? []
      : [{ field: `${field}.choices.${index}`, reason: `${questionId} has no choice ${choice}` }],
  );
}

function isWithin({ from, to }: Range, limits: Range): boolean {
  return Number.isInteger(from) && Number.isInteger(to) && from <= to && isIn(limits, from) && isIn(limits, to);
}

/** The ids on the way from a question over the answers that it needs back to itself, where they lead there. */
function circleOf(followUps: readonly FollowUp[], place: number): string[] | undefined {
  const start = followUps[place]!.id;
  const path = [start];
  for (let at = followUps[place]; at; ) {
    const next = at.showIf?.answer?.questionId;
    if (next === undefined) return undefined;
    if (next === start) return [...path, start];
    if (path.includes(next)) return undefined;
    path.push(next);
    at = followUps.find(({ id }) => id === next);
  }
  return undefined;
}
