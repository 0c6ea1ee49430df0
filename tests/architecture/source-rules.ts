import { readFileSync } from 'node:fs';

const { dependencies } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as {
  dependencies: Record<string, string>;
};

/** The packages that a text asks for by name while it runs, where an import's checker does not look. */
const namedAtRunTime = (text: string) =>
  [...text.matchAll(/\b(?:register|resolve|require)\(\s*'((?:@[^/']+\/)?[a-z][^/'.]*)(?:\/[^']*)?'/g)].map(
    ([, name]) => name!,
  );

/** A file that somebody wrote. */
export interface Source {
  /** From the project's root, with `/`. */
  readonly path: string;
  readonly text: string;
}

/** What a file's text or name may not hold, where imports cannot tell. */
export interface SourceRule {
  readonly name: string;
  readonly why: string;
  broken(source: Source): boolean;
}

const MAX_LINES = 300;
const NAMES_THAT_SAY_NOTHING = new Set('utils util common helpers helper shared core base manager misc'.split(' '));
const ROLES = /[.](rules|consumer|controller|dto|action|entity|query|job|client|http|command)[.]ts$/;

const isSpec = ({ path }: Source) => path.endsWith('.spec.ts');
const isForTests = (source: Source) => isSpec(source) || /^services\/[^/]+\/src\/fixtures\//.test(source.path);
const runs = (source: Source) => /^(services|libs|deploy)\//.test(source.path) && !isForTests(source);
const inServices = (source: Source) => source.path.startsWith('services/') && !isForTests(source);

/** Every rule about texts and names; each has a fixture that breaks it. */
export const sourceRules: readonly SourceRule[] = [
  {
    name: 'environment-read-at-the-edge',
    why: 'configuration is read once, in main.ts, and validated',
    broken: ({ path, text }) =>
      !/^(deploy|tests)\/|^services\/[^/]+\/src\/(([a-z-]+[.])?main|config)[.]ts$|^libs\/testing\/src\/environment[.]ts$/.test(
        path,
      ) && /\bprocess\s*[.]\s*env\b/.test(text),
  },
  {
    name: 'topics-named-in-contracts-alone',
    why: 'a topic is named once, in the table of contracts',
    broken: (source) =>
      runs(source) &&
      !source.path.startsWith('libs/contracts/') &&
      /['"`][^'"`\n]*\b(crm|rapport)[.][a-z-]+[.]v\d+\b(?![.])/.test(source.text),
  },
  {
    name: 'published-through-the-outbox',
    why: 'publish(transaction, …) is the only way to publish',
    broken: (source) => inServices(source) && /\bRecordClient\b|[.]outgoing\b/.test(source.text),
  },
  {
    name: 'http-asks-actions',
    why: 'what is written or published is an action, so that a consumer or a job can do it as well',
    broken: (source) =>
      /[.](controller|http|dto)[.]ts$/.test(source.path) &&
      inServices(source) &&
      /\bpublish\(|\bTransactions?\b/.test(source.text),
  },
  {
    name: 'time-from-the-clock',
    why: 'time comes from a Clock, ids from newId, and rules take both as arguments',
    broken: (source) =>
      inServices(source) &&
      (/\bnew Date\(\)|\bDate[.]now\(|\bMath[.]random\(|\brandomUUID\b/.test(source.text) ||
        (source.path.endsWith('.rules.ts') && /\brandom(Bytes|Int|FillSync)\b/.test(source.text))),
  },
  {
    name: 'packages-named-at-run-time-are-declared',
    why: 'a package that only others depend on is not always there',
    broken: (source) => runs(source) && namedAtRunTime(source.text).some((name) => !(name in dependencies)),
  },
  {
    name: 'file-is-a-topic',
    why: `a file of more than ${MAX_LINES} lines is about more than one thing`,
    broken: ({ path, text }) => !/\/migrations\//.test(path) && text.trimEnd().split('\n').length > MAX_LINES,
  },
  {
    name: 'name-says-something',
    why: `${[...NAMES_THAT_SAY_NOTHING].join(', ')} say nothing about what is inside`,
    broken: ({ path }) => path.split('/').some((name) => NAMES_THAT_SAY_NOTHING.has(name.split('.')[0]!)),
  },
  {
    name: 'file-has-a-role',
    why: 'a file of a service says its role by its suffix, and so what it may import',
    broken: (source) =>
      inServices(source) &&
      !/\/src\/(([a-z-]+[.])?main|config|app[.]module)[.]ts$/.test(source.path) &&
      !/\/migrations\/\d+-[^/]+[.]ts$/.test(source.path) &&
      !ROLES.test(source.path),
  },
  {
    name: 'every-spec-runs',
    why: 'a skipped test promises nothing, and a mocked module tests nothing',
    broken: (source) =>
      isSpec(source) &&
      /\b(it|test|describe)[.](only|skip|todo|failing)\b|\b(xit|xtest|xdescribe|fit|fdescribe)\(|\bjest[.](un)?mock\(/.test(
        source.text,
      ),
  },
];
