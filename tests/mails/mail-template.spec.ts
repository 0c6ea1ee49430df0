import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../../deploy/local/stack/project-root.js';
import { COMPILED, compileMjml, compileTemplate } from './compile-template.js';

describe("the mail's template", () => {
  it('is what MJML makes of it (npm run mails:generate)', async () => {
    expect(readFileSync(join(projectRoot(), COMPILED), 'utf8')).toBe(await compileTemplate());
  }, 30_000);

  it('is refused where MJML finds something wrong with it', async () => {
    const broken = '<mjml><mj-body><mj-section><mj-column><mj-picture /></mj-column></mj-section></mj-body></mjml>';
    await expect(compileMjml(broken)).rejects.toThrow('mj-picture');
  }, 30_000);
});
