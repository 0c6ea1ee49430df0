import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { printProgress } from '../local/stack/progress.js';
import { readState } from '../local/state.js';
import { ImportRefused, type ImportTarget, importFile } from './import-file.js';
import { report } from './report.js';

const USAGE = `npm run import -- FORMAT FILE [--dry-run] [--url URL --key KEY]

Imports a file of another survey tool: opt-outs and bounces first, then people, then responses as history.
FORMAT is delighted-csv, delighted-json, surveymonkey-csv, retently-csv, asknicely-csv or generic-csv.

  --dry-run              report everything, write nothing
  --source NAME          the system that the ids are from; the tool's name when absent
  --touchpoint NAME      the touchpoint of responses that name none ("imported")
  --metric METRIC        nps, csat or ces, where a row does not say so (nps)
  --kind KIND            what every row is: people, responses, unsubscribes or bounces
  --date-order ORDER     dmy or mdy, for dates such as 03/04/2024
  --mapping JSON|@FILE   what columns hold: {"E-Mail": "email", "Plan": "attributes.plan"}
  --on-error WHAT        skip (apply the good rows) or stop (apply nothing when a row is wrong)

Without --url and --key it takes the local installation that \`npm start\` runs.`;

const text = { type: 'string' } as const;
const OPTIONS = {
  'dry-run': { type: 'boolean' },
  help: { type: 'boolean' },
  url: text,
  key: text,
  source: text,
  touchpoint: text,
  metric: text,
  kind: text,
  'date-order': text,
  mapping: text,
  'on-error': text,
} as const;

type Values = ReturnType<typeof parseArgs<{ options: typeof OPTIONS }>>['values'];

function targetOf({ url, key }: Values): ImportTarget {
  const state = readState();
  const chosen = { url: url ?? state.url, apiKey: key ?? state.apiKey };
  if (!chosen.url || !chosen.apiKey)
    throw new ImportRefused('nothing runs here yet: `npm start` first, in another terminal; or say --url and --key');
  return chosen as ImportTarget;
}

/** The options of the request; what is not said is not sent. */
function optionsOf(format: string, values: Values): Record<string, string> {
  const { mapping } = values;
  const said = {
    format,
    dryRun: values['dry-run'] ? 'true' : undefined,
    source: values.source,
    touchpoint: values.touchpoint,
    metric: values.metric,
    kind: values.kind,
    dateOrder: values['date-order'],
    mapping: mapping?.startsWith('@') ? readFileSync(mapping.slice(1), 'utf8') : mapping,
    onError: values['on-error'],
  };
  return Object.fromEntries(Object.entries(said).filter(([, value]) => value !== undefined)) as Record<string, string>;
}

try {
  const { values, positionals } = parseArgs({ allowPositionals: true, options: OPTIONS });
  const [format, file] = positionals;
  if (values.help || !format || !file) {
    process.stdout.write(`${USAGE}\n`);
    process.exit(values.help ? 0 : 2);
  }
  const began = performance.now();
  const { result, refused } = await importFile(targetOf(values), file, optionsOf(format, values), printProgress());
  process.stdout.write(`\n${report(result, refused, (performance.now() - began) / 1000)}\n`);
  process.exit(result.state === 'done' ? 0 : 1);
} catch (error) {
  const { code } = error as NodeJS.ErrnoException;
  const known = error instanceof ImportRefused || code === 'ENOENT' || code?.startsWith('ERR_PARSE_ARGS');
  process.stderr.write(`${known ? (error as Error).message : (error as Error).stack}\n`);
  process.exit(1);
}
