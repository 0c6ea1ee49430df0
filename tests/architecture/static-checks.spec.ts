import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { projectRoot } from '../../deploy/local/stack/project-root.js';

const root = projectRoot();
const broken = join(root, 'tests/architecture/fixtures/static');
const LONGEST_MS = 180_000;

/** What a tool reports in a folder; empty when it is content. */
async function report(folder: string, tool: string, ...args: string[]): Promise<string> {
  const env = { ...process.env, NO_COLOR: '1' };
  try {
    await promisify(execFile)(process.execPath, [join(root, 'node_modules', tool), ...args], { cwd: folder, env });
    return '';
  } catch (error) {
    const { stdout, stderr } = error as { stdout: string; stderr: string };
    return stdout + stderr || String(error);
  }
}

const lint = (folder: string) => report(folder, '@biomejs/biome/bin/biome', 'check', '--max-diagnostics=none', '.');
const types = (folder: string) => report(folder, '@typescript/native/bin/tsc', '--noEmit', '-p', 'tsconfig.json');

describe('every file', () => {
  it(
    'is formatted and linted',
    async () => {
      expect(await lint(root)).toBe('');
    },
    LONGEST_MS,
  );

  it(
    'fits its types',
    async () => {
      expect(await types(root)).toBe('');
    },
    LONGEST_MS,
  );
});

describe('a file that breaks both', () => {
  it(
    'is found by the linter',
    async () => {
      expect(await lint(broken)).toContain('lint/suspicious/noDebugger');
    },
    LONGEST_MS,
  );

  it(
    'is found by the compiler',
    async () => {
      expect(await types(broken)).toContain("broken.ts(2,14): error TS2322: Type 'string' is not assignable");
    },
    LONGEST_MS,
  );
});
