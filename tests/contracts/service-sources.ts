import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { contracts } from '#contracts';
import { projectRoot } from '../../deploy/local/stack/project-root.js';
import type { Reaction } from '../../libs/contracts/src/documents/flow.js';

/** A service's source file. */
export interface ServiceSource {
  readonly service: string;
  readonly path: string;
  readonly text: string;
}

/** A `publish(…)` in a service's source; no names where its contract is not written as `contracts.<name>`. */
export interface Publishing {
  readonly service: string;
  readonly path: string;
  readonly names: readonly string[];
}

/** Every source file of every service, sorted by path. */
export function serviceSources(): ServiceSource[] {
  const root = projectRoot();
  return globSync('services/*/src/**/*.ts', { cwd: root })
    .filter((path) => !/[.]spec[.]ts$|\/fixtures\//.test(path))
    .sort()
    .map((path) => ({ service: path.split('/')[1]!, path, text: readFileSync(join(root, path), 'utf8') }));
}

/** What is published where. */
export function publishings(sources: readonly ServiceSource[]): Publishing[] {
  return sources.flatMap(({ service, path, text }) =>
    [...text.matchAll(/\bpublish\(\s*[\w.]+,\s*([^,]+),/g)].map(([, contract]) => ({
      service,
      path,
      names: namesIn(contract!),
    })),
  );
}

/**
 * Who reacts to what, as the consumers' files say it: one consumer a file.
 * @throws Error naming a file in which no name or no contract is found
 */
export function reactions(sources: readonly ServiceSource[]): Reaction[] {
  return sources
    .filter(({ path }) => path.endsWith('.consumer.ts'))
    .flatMap(({ service, path, text }) => {
      const consumer = /\bname(?: =|:) '([a-z-]+)'/.exec(text)?.[1];
      const names = namesIn(/\bcontracts? ?(?:=|:) (\[[^\]]*\]|contracts\.\w+)/.exec(text)?.[1] ?? '');
      if (!consumer || names.length === 0) throw new Error(`${path} does not say its name and its contracts plainly`);
      return names.map((name) => ({ service, consumer, contract: contractNamed(name, path) }));
    });
}

function namesIn(text: string): string[] {
  return [...text.matchAll(/\bcontracts\.(\w+)/g)].map(([, name]) => name!);
}

function contractNamed(name: string, path: string): Reaction['contract'] {
  if (!(name in contracts)) throw new Error(`${path} names contracts.${name}, which there is not`);
  return contracts[name as keyof typeof contracts] as Reaction['contract'];
}
