import { globSync, readFileSync } from 'node:fs';
import { SERVICES } from '../../services/gateway/src/routes/routes.rules.js';

const ROOT = new URL('../../', import.meta.url);

/** The classes of a service that its OpenAPI document shows, each as often as it is there. */
function schemasOf(service: string): string[] {
  const files = globSync(`services/${service}/src/**/*.dto.ts`, { cwd: ROOT });
  const texts = files.map((file) => readFileSync(new URL(file, ROOT), 'utf8'));
  return texts.flatMap((text) => [...text.matchAll(/^export class (\w+)/gm)].map(([, name]) => name!));
}

describe('the schemas of a service', () => {
  // Of two classes with one name the document shows the last one, in both places.
  it.each(SERVICES)('have names of their own in %s', (service) => {
    const names = schemasOf(service);
    expect(names.length).toBeGreaterThan(0);
    expect(names.filter((name, place) => names.indexOf(name) !== place)).toEqual([]);
  });
});
