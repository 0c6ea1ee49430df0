import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder that holds Rapport's package.json, as an absolute path, found from this file's place in the sources or in dist. */
export function projectRoot(): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  for (;;) {
    const manifest = join(folder, 'package.json');
    if (existsSync(manifest) && JSON.parse(readFileSync(manifest, 'utf8')).name === 'rapport') {
      return folder;
    }
    const parent = dirname(folder);
    if (parent === folder) {
      throw new Error(`No package.json named "rapport" above ${fileURLToPath(import.meta.url)}.`);
    }
    folder = parent;
  }
}
