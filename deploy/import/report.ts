/** An import as the API tells it. */
export interface ImportReport {
  readonly importId: string;
  readonly state: string;
  readonly reason: string | null;
  readonly dryRun: boolean;
  readonly rows: number;
  readonly refused: number;
  readonly steps: number;
  readonly done: number;
  readonly suppressions: number;
  readonly people: number;
  readonly recorded: number;
  readonly revised: number;
  readonly unchanged: number;
}

/** A row that was refused. */
export interface RefusedLine {
  readonly row: number;
  readonly field: string | null;
  readonly reason: string;
}

const OUTCOMES = [
  ['opt-outs, bounces', 'suppressions'],
  ['people', 'people'],
  ['new responses', 'recorded'],
  ['revised responses', 'revised'],
  ['unchanged', 'unchanged'],
  ['refused rows', 'refused'],
] as const;

/** What came of an import, in words and numbers; of many refused rows, the first ones. */
export function report(result: ImportReport, refused: readonly RefusedLine[], seconds: number): string {
  const rate = seconds > 0 ? `, ${Math.round(result.rows / seconds)} rows/s` : '';
  const title = result.dryRun ? 'Dry run, nothing was written' : `Import ${result.importId}`;
  const more = result.refused - refused.length;
  return [
    `${title}: ${result.state} (${seconds.toFixed(1)} s${rate})`,
    ...(result.reason ? [`  ${result.reason}`] : []),
    `  rows               ${result.rows}`,
    ...OUTCOMES.map(([words, field]) => `  ${words.padEnd(18)} ${result[field]}`),
    ...refused.map(({ row, field, reason }) => `    row ${row}: ${[field, reason].filter(Boolean).join(' ')}`),
    ...(more > 0 ? [`    and ${more} more: /v1/response-imports/${result.importId}/errors`] : []),
  ].join('\n');
}
