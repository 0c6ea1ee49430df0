import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { projectRoot } from '../../deploy/local/stack/project-root.js';

/** Stands in for npm: `ci` ends with $CI_CODE; `test` prints $TALLY, complains as npm does, and ends with $TEST_CODE. */
const NPM = `#!/usr/bin/env bash
echo "npm $* with CI=$CI"
[ "$1" = ci ] && exit "\${CI_CODE:-0}"
read -r line && echo 'somebody typed'
[ -n "$TALLY" ] && echo "$TALLY"
[ "\${TEST_CODE:-0}" = 0 ] || echo 'npm error Lifecycle script failed' >&2
exit "\${TEST_CODE:-0}"
`;

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'rapport-ci-'));
  writeFileSync(join(folder, 'npm'), NPM, { mode: 0o755 });
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function run(env: Record<string, string>): { status: number | null; lines: string[] } {
  const { status, stdout } = spawnSync(join(projectRoot(), '.ci/run'), {
    encoding: 'utf8',
    input: 'typed\n',
    env: { ...process.env, TALLY: '', ...env, PATH: `${folder}${delimiter}${process.env.PATH}` },
  });
  return { status, lines: stdout.trimEnd().split('\n') };
}

describe('.ci/run', () => {
  it("runs the README's test command, unattended", () => {
    expect(run({ TALLY: '12 passed, 0 failed' })).toEqual({
      status: 0,
      lines: ['npm ci with CI=true', 'npm test with CI=true', '12 passed, 0 failed'],
    });
  });

  it.each([
    ['tests failed', { TALLY: '9 passed, 10 failed', TEST_CODE: '1' }, '9 passed, 10 failed'],
    ['tests failed and nobody said so', { TALLY: '9 passed, 1 failed' }, '9 passed, 1 failed'],
    ['the run broke after its tests', { TALLY: '9 passed, 0 failed', TEST_CODE: '1' }, '9 passed, 0 failed'],
    ['no test ran', { TALLY: '0 passed, 0 failed' }, '0 passed, 0 failed'],
    ['the tests said nothing', {}, '0 passed, 0 failed'],
    ['the install failed', { CI_CODE: '1' }, '0 passed, 0 failed'],
  ])('is red when %s, and still ends with the count', (_, env, last) => {
    const { status, lines } = run(env);
    expect(status).toBe(1);
    expect(lines.at(-1)).toBe(last);
  });
});
