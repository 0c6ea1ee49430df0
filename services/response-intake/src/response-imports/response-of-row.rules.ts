import { hash } from 'node:crypto';
import { isIn, LONGEST_ANSWER, type Metric, SCALES, tidyText } from '#survey-documents';
import type { ImportSpec, SourceValues } from './formats/import-spec.rules.js';
import { readMoment } from './formats/moment.rules.js';
import { type Identity, type ImportedResponse, identityKey } from './import-step.rules.js';

/** What is wrong with an answer: the field, and the reason. */
export interface AnswerOfRowProblem {
  readonly field: string;
  readonly reason: string;
}

/** The answer that a row holds, or what is wrong with it. */
export function responseOfRow(
  values: SourceValues,
  identity: Identity,
  spec: ImportSpec,
  now: Date,
): ImportedResponse | AnswerOfRowProblem {
  const metric = metricOf(values.metric, spec);
  if (!metric) return { field: 'metric', reason: 'is none of nps, csat and ces: a scale of its own is no score here' };
  const score = scoreOf(values.score ?? '', metric);
  if (typeof score !== 'number') return { field: 'score', ...score };
  const answered = momentOf('answeredAt', values.answeredAt, spec, now);
  if ('reason' in answered) return answered;
  const updated = values.updatedAt ? momentOf('updatedAt', values.updatedAt, spec, now) : undefined;
  if (updated && 'reason' in updated) return updated;
  const comment = tidyText(values.comment ?? '');
  if (comment && [...comment].length > LONGEST_ANSWER)
    return { field: 'comment', reason: `must have at most ${LONGEST_ANSWER} characters` };
  const touchpoint = values.touchpoint || spec.touchpoint;
  const answeredAt = answered.at.toISOString();
  const externalId = values.externalId || madeUpId(identity, answeredAt, touchpoint);
  if (!externalId) return { field: 'externalId', reason: 'is missing: an answer of nobody known needs an id' };
  return {
    ...identity,
    externalId,
    ...(values.accountId && { accountId: values.accountId }),
    touchpoint,
    metric,
    score,
    comment,
    ...answersOf(values),
    answeredAt,
    ...(updated && { updatedAt: updated.at.toISOString() }),
  };
}

function metricOf(word: string | undefined, spec: ImportSpec): Metric | undefined {
  if (!word) return spec.metric;
  const metric = word.toLowerCase();
  // What Delighted calls CES has five points, not the seven that it has here.
  if (spec.format.startsWith('delighted') && metric === 'ces') return undefined;
  return Object.hasOwn(SCALES, metric) ? (metric as Metric) : undefined;
}

/** A score as a number, or with the words beside it that the ends of a scale have: `10 - Extremely likely`. */
function scoreOf(text: string, metric: Metric): number | { reason: string } {
  if (text === '') return { reason: 'is missing' };
  const [, first, last] = /^(?:(\d{1,2})(?:\.0+)?(?:\s*[-–—:]\s*\D.*)?|\D+[-–—:]\s*(\d{1,2}))$/s.exec(text) ?? [];
  const scale = SCALES[metric];
  const score = Number(first ?? last ?? Number.NaN);
  return isIn(scale, score) ? score : { reason: `must be a whole number from ${scale.from} to ${scale.to}` };
}

function momentOf(
  field: string,
  written: string | undefined,
  { dateOrder }: ImportSpec,
  now: Date,
): { readonly at: Date } | AnswerOfRowProblem {
  if (!written) return { field, reason: 'is missing' };
  const read = readMoment(written, dateOrder);
  if ('reason' in read) return { field, reason: read.reason };
  if (read.at.getTime() < 0) return { field, reason: 'must be from 1970 on' };
  return read.at > now ? { field, reason: 'must not be in the future' } : read;
}

/** The same for the same person, moment and touchpoint: so is a row without an id the same response in the next file. */
function madeUpId(identity: Identity, answeredAt: string, touchpoint: string): string {
  const who = identityKey(identity);
  if (who === '') return '';
  return `row-${hash('sha256', JSON.stringify([who, answeredAt, touchpoint]), 'base64url').slice(0, 22)}`;
}

/** Follow-up answers, and the tags that somebody gave the answer, as choices. */
function answersOf({ answers = [], tags = '' }: SourceValues): Pick<ImportedResponse, 'answers'> {
  const words = [...new Set(tags.split(/[,;|]/).map((tag) => tag.trim().slice(0, 200).toWellFormed()))].filter(
    (tag) => tag !== '',
  );
  const all = [
    ...answers
      .slice(0, 49)
      .map((it) => (it.text ? { ...it, text: it.text.slice(0, LONGEST_ANSWER).toWellFormed() } : it)),
    ...(words.length > 0
      ? [{ questionId: 'tags', kind: 'multiple_choice' as const, choices: words.slice(0, 50) }]
      : []),
  ];
  return all.length === 0 ? {} : { answers: all };
}
