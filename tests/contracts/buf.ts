import { execFile } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { projectRoot } from '../../deploy/local/stack/project-root.js';

/** What buf said; `code` is 0 when it found nothing. */
export interface BufAnswer {
  readonly code: number;
  readonly output: string;
}

/** Runs buf in the project's folder. */
export async function buf(...args: string[]): Promise<BufAnswer> {
  const cwd = projectRoot();
  try {
    const { stdout, stderr } = await promisify(execFile)(
      process.execPath,
      [join(cwd, 'node_modules/@bufbuild/buf/bin/buf'), ...args],
      { cwd },
    );
    return { code: 0, output: stdout + stderr };
  } catch (error) {
    const { code, stdout, stderr } = error as { code: number; stdout: string; stderr: string };
    return { code, output: stdout + stderr };
  }
}

/** Runs `work` with an empty folder that is gone afterwards. */
export async function inTemporaryFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'rapport-contracts-'));
  try {
    return await work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The image of the present .proto files, with their comments. */
export function buildImage(): Promise<Uint8Array> {
  return inTemporaryFolder(async (folder) => {
    const file = join(folder, 'image.binpb');
    const { code, output } = await buf('build', 'proto', '-o', file);
    if (code !== 0) throw new Error(output);
    return readFileSync(file);
  });
}
