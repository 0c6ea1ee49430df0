import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Progress } from '../local/stack/progress.js';
import type { ImportReport, RefusedLine } from './report.js';

/** Where an installation is, and the key that opens it. */
export interface ImportTarget {
  readonly url: string;
  readonly apiKey: string;
}

/** What stands in the way of an import, in words for the person who asked for it. */
export class ImportRefused extends Error {}

const MEGABYTE = 1024 * 1024;
const MOST_REFUSED = 20;

/**
 * Sends a file to an installation and follows the import until it is over.
 * @param options of `POST /v1/response-imports`
 * @throws ImportRefused for a file that cannot be sent or is refused as a whole
 */
export async function importFile(
  target: ImportTarget,
  file: string,
  options: Readonly<Record<string, string>>,
  onProgress: Progress,
): Promise<{ result: ImportReport; refused: RefusedLine[] }> {
  const path = `/v1/response-imports?${new URLSearchParams(options)}`;
  // Objects are taken one by one as they come, whether they are a list or not: so sent, a file may have any size.
  const type = options.format?.endsWith('-csv') ? 'text/csv' : 'application/x-ndjson';
  const body = Readable.toWeb(Readable.from(await sending(file, onProgress)));
  const started = await ask<ImportReport>(target, path, {
    method: 'POST',
    headers: { 'content-type': type },
    body: body as RequestInit['body'],
    duplex: 'half',
  } as RequestInit);
  const result = await followed(target, started, onProgress);
  const errors = `/v1/response-imports/${result.importId}/errors?limit=${MOST_REFUSED}`;
  const { items } = await ask<{ items: RefusedLine[] }>(target, errors);
  return { result, refused: items };
}

async function sending(file: string, onProgress: Progress): Promise<AsyncGenerator<Uint8Array>> {
  const { size } = await stat(file).catch(() => {
    throw new ImportRefused(`${file} does not exist`);
  });
  return (async function* () {
    let sent = 0;
    for await (const chunk of createReadStream(file)) {
      yield chunk as Uint8Array;
      sent += (chunk as Uint8Array).length;
      onProgress(`${(sent / MEGABYTE).toFixed(1)} of ${(size / MEGABYTE).toFixed(1)} MB sent and checked`, 'passing');
    }
  })();
}

async function followed(target: ImportTarget, started: ImportReport, onProgress: Progress): Promise<ImportReport> {
  let report = started;
  onProgress(`${report.rows} rows came in, ${report.refused} of them refused`);
  while (report.state === 'receiving' || report.state === 'applying') {
    await sleep(250);
    report = await ask<ImportReport>(target, `/v1/response-imports/${report.importId}`);
    onProgress(`${report.done} of ${report.steps} steps done`, report.done < report.steps ? 'passing' : undefined);
  }
  return report;
}

async function ask<T>({ url, apiKey }: ImportTarget, path: string, init: RequestInit = {}): Promise<T> {
  const answer = await fetch(url + path, {
    ...init,
    headers: { ...init.headers, authorization: `Bearer ${apiKey}` },
  }).catch((error: Error) => {
    if (error.cause instanceof ImportRefused) throw error.cause;
    throw new ImportRefused(`nothing answers at ${url}`);
  });
  const body = (await answer.json().catch(() => ({}))) as T & {
    detail?: string;
    errors?: { field: string; reason: string }[];
  };
  if (answer.ok) return body;
  const problems = body.errors?.map(({ field, reason }) => `${field} ${reason}`).join('; ');
  throw new ImportRefused(problems ?? body.detail ?? `the answer was ${answer.status}`);
}
