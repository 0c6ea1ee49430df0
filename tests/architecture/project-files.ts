import { globSync, readFileSync } from 'node:fs';
import { join, sep } from 'node:path';
import type { Source } from './source-rules.js';

/** What a project.json says that the rules use. */
export interface Project {
  readonly folder: string;
  readonly tags: readonly string[];
  readonly dependsOn: readonly string[];
}

/** Every file that somebody wrote under a root; generated code is not, and fixtures are a root of their own. */
export function readSources(root: string): Source[] {
  return globSync('{services,libs,deploy,tests}/**/*.ts', { cwd: root })
    .map((file) => file.split(sep).join('/'))
    .filter((path) => !/^libs\/contracts\/src\/gen\/|^tests\/architecture\/fixtures\//.test(path))
    .map((path) => ({ path, text: readFileSync(join(root, path), 'utf8') }));
}

/** Every service and library under a root, and the projects deploy and tests; without tags where no project.json is. */
export function readProjects(root: string): Project[] {
  const folders = globSync(['services/*', 'libs/*', 'deploy', 'tests'], { cwd: root }).map((folder) =>
    folder.split(sep).join('/'),
  );
  return folders.map((folder) => {
    const [file] = globSync(`${folder}/project.json`, { cwd: root });
    const project = file ? JSON.parse(readFileSync(join(root, file), 'utf8')) : {};
    return { folder, tags: project.tags ?? [], dependsOn: project.implicitDependencies ?? [] };
  });
}

/** What is wrong with a project's tags: they are what the boundaries in .dependency-cruiser.mjs are made of. */
export function tagProblem({ folder, tags }: Project): string | undefined {
  const [kind, name = kind] = folder.split('/') as [string, string?];
  const type = { services: 'service', libs: 'lib' }[kind] ?? kind;
  const missing = [`type:${type}`, `scope:${name}`].filter((tag) => !tags.includes(tag));
  return missing.length === 0 ? undefined : `${folder}/project.json lacks ${missing.join(' and ')}`;
}
