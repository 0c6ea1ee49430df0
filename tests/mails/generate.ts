import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../../deploy/local/stack/project-root.js';
import { COMPILED, compileTemplate } from './compile-template.js';

writeFileSync(join(projectRoot(), COMPILED), await compileTemplate());
process.stdout.write(`${COMPILED}\n`);
