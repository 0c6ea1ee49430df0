import { join } from 'node:path';
import { projectRoot } from '../../deploy/local/stack/project-root.js';
import { type Cruise, cruise } from './import-rules.js';
import { type Project, readProjects, readSources, tagProblem } from './project-files.js';
import { type Source, sourceRules } from './source-rules.js';

const root = projectRoot();
const fixturesRoot = join(root, 'tests/architecture/fixtures');

/** Whether a path is named after a rule: it is then the fixture that breaks it. */
const isFixtureOf = (rule: string, path: string) => new RegExp(`/${rule}[./]`).test(path);

describe('import rules', () => {
  let code: Cruise;
  let fixtures: Cruise;

  beforeAll(async () => {
    [code, fixtures] = await Promise.all([cruise(root, root), cruise(fixturesRoot, root)]);
  }, 60_000);

  it('are each red on their own fixture, and on nothing else there', () => {
    const red = fixtures.rules.map((rule) => ({
      rule,
      brokenBy: fixtures.broken.filter((found) => found.rule === rule).map(({ from }) => isFixtureOf(rule, from)),
    }));
    expect(red).toEqual(fixtures.rules.map((rule) => ({ rule, brokenBy: [true] })));
  });

  it('are green on the code', () => {
    expect(code.broken.map(({ rule, from, to }) => `${rule}: ${from} → ${to}`)).toEqual([]);
  });

  it('see through the names of the libraries', () => {
    const wanted = [
      ['services/directory/src/app.module.ts', 'libs/service-kit/src/index.ts'],
      ['services/directory/src/accounts/accounts.controller.ts', 'services/directory/src/accounts/account.dto.ts'],
      ['libs/messaging/src/kafka/client.ts', 'node_modules/kafkajs/index.js'],
    ];
    for (const [from, to] of wanted) expect(code.imports).toContainEqual({ from, to });
  });

  it('agree with what Nx knows of the projects', () => {
    const projects = readProjects(root).filter(({ folder }) => /^(services|libs)\//.test(folder));
    const projectOf = (path: string) => projects.find(({ folder }) => path.startsWith(`${folder}/`));
    const name = ({ folder }: Project) => folder.split('/')[1]!;
    const unknown = code.imports
      .filter(({ from }) => !from.endsWith('.spec.ts'))
      .flatMap(({ from, to }) => {
        const [importer, imported] = [projectOf(from), projectOf(to)];
        if (!importer || !imported || importer === imported || importer.dependsOn.includes(name(imported))) return [];
        return [`${importer.folder}/project.json does not list ${name(imported)}, which ${from} imports`];
      });
    expect(unknown).toEqual([]);
  });
});

describe('source rules', () => {
  const broken = (rule: (typeof sourceRules)[number], sources: readonly Source[]) =>
    sources.filter((source) => rule.broken(source)).map(({ path }) => path);
  const code = readSources(root);
  const fixtures = readSources(fixturesRoot);

  describe.each(sourceRules)('$name: $why', (rule) => {
    it('is red on its own fixture, and on nothing else there', () => {
      expect(broken(rule, fixtures).map((path) => isFixtureOf(rule.name, path))).toEqual([true]);
    });

    it('is green on the code', () => {
      expect(broken(rule, code)).toEqual([]);
    });
  });
});

describe('tags of projects', () => {
  const problems = (folder: string) => readProjects(folder).flatMap((project) => tagProblem(project) ?? []);

  it('are missed where they are not there', () => {
    expect(problems(fixturesRoot)).toEqual([
      'services/without-tags/project.json lacks type:service and scope:without-tags',
    ]);
  });

  it('are on every service and library, so that its boundaries are checked', () => {
    expect(problems(root)).toEqual([]);
  });
});
