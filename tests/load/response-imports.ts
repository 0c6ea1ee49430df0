import { setTimeout as sleep } from 'node:timers/promises';
import type { Arena } from './arena.js';
import { startWhole } from './whole-installation.js';

const ROWS = 100_000;
const HEADER = [
  'Response ID,Person ID,Email,Name,Phone Number,Score,Comment,Permalink,Survey Type,Tags,Created At,Updated At',
  'Plan,Country',
].join(',');
const COMMENTS = [
  '',
  'Love the reports.',
  '"Slow support, fair price."',
  'Three weeks to get a reply about the invoice.',
];
const DAY_MS = 24 * 60 * 60 * 1000;

/** Delighted's CSV of responses: four people in five gave one, the fifth gave two. */
async function* file(): AsyncGenerator<string> {
  yield `${HEADER}\n`;
  const first = Date.UTC(2023, 0, 1);
  for (let start = 0; start < ROWS; start += 1_000) {
    const rows = Array.from({ length: 1_000 }, (_, index) => {
      const row = start + index;
      const person = row % Math.floor(ROWS * 0.8);
      const at = new Date(first + (row % 700) * DAY_MS).toISOString().replace('T', ' ').replace('.000Z', ' UTC');
      const answer = `${row % 11},${COMMENTS[row % COMMENTS.length]}`;
      return `${row},${person},p${person}@import.example,Person ${person},,${answer},,nps,"a, b",${at},,Pro,Brazil`;
    });
    yield `${rows.join('\n')}\n`;
  }
}

/**
 * Rows per second of an import of 100,000 of Delighted's responses, from the request that brings the file through the
 * gateway until the import says that it is done. Every service runs in one process, as with `npm start`.
 */
export async function importedRows(arena: Arena): Promise<number> {
  const own = await arena.besides('imports');
  const whole = await startWhole(own, await own.newTopics());
  const headers = { authorization: `Bearer ${whole.apiKey}` };
  try {
    const began = performance.now();
    const answer = await fetch(`${whole.url}/v1/response-imports?format=delighted-csv`, {
      method: 'POST',
      headers: { ...headers, 'content-type': 'text/csv' },
      body: ReadableStream.from(file()).pipeThrough(new TextEncoderStream()),
      duplex: 'half',
    } as RequestInit);
    let shown = (await answer.json()) as { importId: string; state: string; rows: number; refused: number };
    if (!answer.ok) throw new Error(`the import was refused: ${JSON.stringify(shown)}`);
    while (shown.state === 'receiving' || shown.state === 'applying') {
      await sleep(100);
      shown = (await (
        await fetch(`${whole.url}/v1/response-imports/${shown.importId}`, { headers })
      ).json()) as typeof shown;
    }
    const seconds = (performance.now() - began) / 1000;
    if (shown.state !== 'done' || shown.rows !== ROWS || shown.refused > 0)
      throw new Error(`the import ended as ${JSON.stringify(shown)}`);
    return ROWS / seconds;
  } finally {
    await whole.stop();
    await own.close();
  }
}
