import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findJava, javaVersion } from './java.js';

function folderWithJava(printed: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'java-'));
  writeFileSync(join(folder, 'java'), `#!/bin/sh\necho '${printed}' >&2\n`, { mode: 0o755 });
  return folder;
}

describe('Java', () => {
  it.each([
    ['openjdk version "17.0.15" 2025-04-15', '17.0.15'],
    ['java version "1.8.0_451"', '1.8.0_451'],
    ['openjdk version "25" 2025-09-16', '25'],
    ['No Java runtime present, requesting install.', undefined],
  ])('reads the version of %s', (printed, version) => {
    expect(javaVersion(printed)).toBe(version);
  });

  it('is found on the PATH', async () => {
    const PATH = folderWithJava('openjdk version "21.0.2" 2024-01-16');
    await expect(findJava({ PATH })).resolves.toEqual({ command: 'java', version: '21.0.2' });
  });

  it.each(['1.8.0_451', '11.0.2', '16'])('of version %s is refused with what to install', async (version) => {
    const PATH = folderWithJava(`openjdk version "${version}"`);
    await expect(findJava({ PATH })).rejects.toThrow(`needs Java 17 or later, \`java\` is ${version}: install one`);
  });

  it('that is missing is refused with what to install', async () => {
    await expect(findJava({ PATH: '' })).rejects.toThrow('needs Java 17 or later and `java` does not run: install one');
  });

  it('named by JAVA_HOME is told when it does not run', async () => {
    await expect(findJava({ PATH: process.env.PATH, JAVA_HOME: '/nowhere' })).rejects.toThrow('/nowhere/bin/java');
  });
});
