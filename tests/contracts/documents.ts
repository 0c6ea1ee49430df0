import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../../deploy/local/stack/project-root.js';
import { asyncApi } from '../../libs/contracts/src/documents/asyncapi.js';
import { readDescriptions } from '../../libs/contracts/src/documents/descriptions.js';
import { eventCatalogue } from '../../libs/contracts/src/documents/event-catalogue.js';
import type { Flow } from '../../libs/contracts/src/documents/flow.js';
import { buildImage } from './buf.js';
import { reactions, serviceSources } from './service-sources.js';

/** The documents in docs/generated as the present contracts and consumers make them: file name → text. */
export async function generateDocuments(): Promise<ReadonlyMap<string, string>> {
  const { version } = JSON.parse(readFileSync(join(projectRoot(), 'package.json'), 'utf8'));
  const flow: Flow = { descriptions: readDescriptions(await buildImage()), reactions: reactions(serviceSources()) };
  return new Map([
    ['asyncapi.json', `${JSON.stringify(asyncApi(flow, version), null, 2)}\n`],
    ['events.md', eventCatalogue(flow)],
  ]);
}
