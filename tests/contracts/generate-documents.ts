import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../../deploy/local/stack/project-root.js';
import { generateDocuments } from './documents.js';

for (const [name, text] of await generateDocuments()) {
  writeFileSync(join(projectRoot(), 'docs/generated', name), text);
  process.stdout.write(`docs/generated/${name}\n`);
}
