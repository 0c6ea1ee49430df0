import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import core from 'mjml-core';
import preset from 'mjml-preset-core';
import { projectRoot } from '../../deploy/local/stack/project-root.js';

const ROOM = 'services/survey-dispatch/src/mails';

/** The file that holds the compiled template, from the project's root. */
export const COMPILED = `${ROOM}/invitation-template.rules.ts`;

/** Compiles the MJML of a mail, and throws what MJML finds wrong with it. */
export async function compileMjml(mjml: string): Promise<string> {
  // No fonts of others are loaded: who opens a mail must not be told to a third party.
  const options = { presets: [preset], validationLevel: 'soft', fonts: {}, keepComments: false };
  const { html, errors } = await core.default(mjml, options);
  if (errors.length > 0) throw new Error(errors.map((error) => error.formattedMessage).join('\n'));
  return html.replace(/\s*\n\s*/g, '\n').trim();
}

/** MJML knows left and right alone, and writes all from the left; a mail begins where its language begins. */
function withSides(html: string): string {
  const side = (name: string) => (name === 'left' ? '{{start}}' : '{{end}}');
  return html
    .replace(/(align="|text-align:)(left|right)/g, (_, before: string, name: string) => before + side(name))
    .replaceAll('direction:ltr', 'direction:{{direction}}');
}

/** What the service is built with: the compiled template as a source file. */
export async function compileTemplate(): Promise<string> {
  const html = withSides(await compileMjml(readFileSync(join(projectRoot(), ROOM, 'invitation.mjml'), 'utf8')));
  return `/** The HTML of an invitation's mail, compiled from invitation.mjml by \`npm run mails:generate\`. */
export const INVITATION_TEMPLATE = \`${html.replace(/[\\`]|\$\{/g, '\\$&')}\`;
`;
}
