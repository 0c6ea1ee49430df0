import type { FieldReader } from './field-reader.rules.js';
import { queryOf } from './paging.rules.js';

const DAYS = 30;
const DAY_MS = 86_400_000;
const MOST_DAYS = 3 * 365 + 1;

/** An NPS as scoring reports it; below its privacy floor everything but n is null. */
export interface NpsReport {
  readonly n: number;
  readonly nps: number | null;
  readonly promoters: number | null;
  readonly passives: number | null;
  readonly detractors: number | null;
}

/** Reads of which days and of which touchpoint the metrics are wanted: scoring's query. @throws DelightedRefusal */
export function readMetricsWanted(reader: FieldReader, now: Date): string {
  const until = reader.moment('until') ?? now;
  const since = reader.moment('since') ?? new Date(until.getTime() - (DAYS - 1) * DAY_MS);
  const touchpoint = reader.text('trend', 200);
  reader.check();
  const [from, to] = [dayOf(since), dayOf(until)];
  if (from > to) reader.wrong('since', 'must be before until');
  if ((Date.parse(to) - Date.parse(from)) / DAY_MS >= MOST_DAYS)
    reader.wrong('since', 'must be within three years before until');
  reader.check();
  return queryOf({ from, to, touchpoint });
}

/** The metrics as Delighted's API shows them: whole numbers, and null where too few answered to say. */
export function metricsOf({ n, nps, promoters, passives, detractors }: NpsReport) {
  // Of nobody there is nothing to hide.
  const count = (given: number | null) => (n === 0 ? 0 : given);
  const percent = (given: number | null) => (given === null || n === 0 ? null : Math.round((100 * given) / n));
  return {
    nps: nps === null ? null : Math.round(nps),
    promoter_count: count(promoters),
    promoter_percent: percent(promoters),
    passive_count: count(passives),
    passive_percent: percent(passives),
    detractor_count: count(detractors),
    detractor_percent: percent(detractors),
    response_count: n,
  };
}

function dayOf(moment: Date): string {
  return moment.toISOString().slice(0, 10);
}
