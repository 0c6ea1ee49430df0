import { parseArgs } from 'node:util';
import { printProgress } from '../local/stack/progress.js';
import { readState } from '../local/state.js';
import { AnswersFileError, readAnswers } from './answers-file.js';
import type { Installation } from './api.js';
import { replay } from './replay.js';
import { report } from './report.js';

const USAGE = `npm run replay -- FILE.csv [--url URL --api-key KEY --kafka HOST:PORT]

Drives a file of real answers through the running loop and audits what came of it.
Columns: score (0 to 10), comment, and optionally date (ISO 8601), account, touchpoint.
Without options it takes the local installation that \`npm start\` runs.`;

function installationOf(options: { url?: string; 'api-key'?: string; kafka?: string }): Installation {
  const { url, apiKey, brokers } = readState();
  const chosen = { url: options.url ?? url, apiKey: options['api-key'] ?? apiKey, brokers: options.kafka ?? brokers };
  if (!chosen.url || !chosen.apiKey || !chosen.brokers)
    throw new AnswersFileError('nothing runs here yet: `npm start` first, in another terminal');
  return chosen as Installation;
}

try {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      url: { type: 'string' },
      'api-key': { type: 'string' },
      kafka: { type: 'string' },
      help: { type: 'boolean' },
    },
  });
  const [file] = positionals;
  if (values.help || !file) {
    process.stdout.write(`${USAGE}\n`);
    process.exit(values.help ? 0 : 2);
  }
  const answers = await readAnswers(file);
  const installation = installationOf(values);
  await fetch(`${installation.url}/health/ready`).catch(() => {
    throw new AnswersFileError(`nothing answers at ${installation.url}: \`npm start\` first, in another terminal`);
  });
  const { text, complete } = report(await replay(answers, installation, printProgress()));
  process.stdout.write(`\n${text}\n`);
  process.exit(complete ? 0 : 1);
} catch (error) {
  const known =
    error instanceof AnswersFileError || (error as NodeJS.ErrnoException).code?.startsWith('ERR_PARSE_ARGS');
  process.stderr.write(`${known ? (error as Error).message : (error as Error).stack}\n`);
  process.exit(1);
}
