import { categoryOfScore } from '../../services/scoring/src/metrics/score-category.rules.js';
import { countBy, missingOf, npsOf } from './audit.rules.js';
import { commentsOf, type Replay } from './replay.js';

const list = (counts: Record<string, number>) =>
  Object.entries(counts)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, count]) => `${name} ${count}`)
    .join(', ') || 'none';

/** The audit of a replay in words and numbers, and whether anything is missing. */
export function report({ trails, redated, seconds, metrics, run, furtherAccounts }: Replay): {
  text: string;
  complete: boolean;
} {
  const answered = trails.filter((trail) => trail.answered);
  const scores = answered.map(({ score }) => score);
  const fromFile = npsOf(trails.map(({ score }) => score));
  const missing = trails.flatMap((trail) => missingOf(trail).map((step) => ({ row: trail.row, step })));
  const distribution = Array.from({ length: 11 }, (_, score) => scores.filter((given) => given === score).length);
  const agree = metrics.n === trails.length && metrics.nps !== null && Math.abs(metrics.nps - fromFile) < 1e-6;
  const same =
    metrics.distribution === null || distribution.every((count, score) => count === metrics.distribution![score]);
  const nps = metrics.nps === null ? 'hidden (fewer answers than the privacy floor)' : metrics.nps.toFixed(4);
  const interval = metrics.interval
    ? `, 95 % interval ${metrics.interval.lower.toFixed(2)} … ${metrics.interval.upper.toFixed(2)}`
    : '';
  const text = [
    `Audit of ${run} (${seconds.toFixed(1)} s)`,
    `  events sent        ${trails.length}${redated ? ` (${redated} dated over 29 days ago or in the future, sent as of today)` : ''}`,
    ...(furtherAccounts
      ? [`  further accounts   ${furtherAccounts} (the contact budget limits how many people of one are asked)`]
      : []),
    `  decisions          ${list(countBy(trails, (trail) => trail.decision))}`,
    `  invitations sent   ${trails.filter((trail) => trail.invited).length}`,
    `  answers            ${answered.length}`,
    `  categories         ${list(countBy(answered, (trail) => trail.category))}`,
    `  … from the file    ${list(countBy(trails, ({ score }) => categoryOfScore(score)))}`,
    `  NPS, the service   ${nps} (n ${metrics.n}${interval})`,
    `  NPS, the file      ${fromFile.toFixed(4)} (n ${trails.length})`,
    `  insights           ${trails.filter((trail) => trail.insight).length} of ${commentsOf(trails)} comments that say something`,
    `  follow-ups         ${list(countBy(trails, (trail) => trail.followUp))}`,
    `  missing            ${missing.length === 0 ? 'nothing' : list(countBy(missing, ({ step }) => step))}`,
    ...missing.slice(0, 10).map(({ row, step }) => `    row ${row}: ${step}`),
    ...(agree && same ? [] : ["  the service's numbers differ from the file's"]),
  ].join('\n');
  return { text, complete: missing.length === 0 && agree && same };
}
