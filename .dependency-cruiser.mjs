/**
 * The import rules: which project may import which, and what a file may import by the suffix that says its role.
 * `npx depcruise services libs deploy tests` checks them; tests/architecture proves each red on a fixture.
 */
import { globSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';

/** What a project may import besides itself, by a tag of its project.json. Specs may import scope:testing as well. */
const PROJECTS = {
  'scope:contracts': [],
  'scope:survey-documents': [],
  'scope:messaging': ['scope:contracts'],
  'scope:service-kit': ['scope:contracts', 'scope:messaging'],
  'scope:testing': ['scope:contracts', 'scope:messaging', 'scope:service-kit'],
  'type:service': ['scope:contracts', 'scope:messaging', 'scope:service-kit', 'scope:survey-documents'],
  'type:deploy': ['type:service', 'type:lib'],
};

const role = (...suffixes) => `^services/[^/]+/src/.*[.](${suffixes.join('|')})[.]ts$`;
const CONFIG = '^services/[^/]+/src/config[.]ts$';
const MIGRATION = '^services/[^/]+/src/migrations/';
const lib = (...names) => `^libs/(${names.join('|')})/`;
const npm = (...names) => `node_modules/(${names.join('|')})/`;
/** Hashing and signing are functions of their arguments; that rules draw no random bytes is a source rule. */
const CRYPTO = '^(node:)?crypto$';
/** What a path finds in a document is a function of both. */
const JSONPATH = npm('json-p3');
/** Specs, and what several specs of a service set up. */
const FOR_TESTS = '[.]spec[.]ts$|^services/[^/]+/src/fixtures/';
const ANY_PACKAGE = 'node_modules/';
const ANY_BUILTIN = '^(node:)?[a-z_/]+$';

const HTTP = [
  role('rules', 'query', 'entity', 'action', 'dto', 'http'),
  CONFIG,
  lib('messaging', 'service-kit', 'survey-documents'),
  ANY_PACKAGE,
  ANY_BUILTIN,
];

/** What a service's file may import, by the role that its name says; libraries and packages by their folder. */
const ROLES = {
  consumer: [
    role('rules', 'query', 'entity', 'action'),
    CONFIG,
    lib('contracts', 'messaging'),
    npm('@nestjs/common', 'typeorm'),
  ],
  controller: HTTP,
  http: HTTP,
  dto: [role('rules', 'dto'), lib('service-kit', 'survey-documents'), ANY_PACKAGE],
  action: [
    role('rules', 'query', 'entity', 'action', 'client'),
    CONFIG,
    lib('contracts', 'messaging', 'service-kit', 'survey-documents'),
    npm('@nestjs/common', '@opentelemetry/api', 'typeorm'),
    CRYPTO,
    '^(node:)?timers/promises$',
  ],
  entity: [role('rules'), lib('service-kit'), npm('typeorm')],
  query: [role('rules', 'query', 'entity'), lib('messaging', 'survey-documents'), npm('@nestjs/common', 'typeorm')],
  job: [role('rules', 'query', 'action'), CONFIG, lib('messaging', 'service-kit'), npm('@nestjs/common', 'typeorm')],
  command: [
    role('rules', 'query', 'entity', 'action'),
    MIGRATION,
    CONFIG,
    lib('messaging', 'service-kit'),
    npm('class-validator', 'typeorm'),
    ANY_BUILTIN,
  ],
  client: [role('rules', 'client'), CONFIG, ANY_PACKAGE, ANY_BUILTIN],
};

const projects = globSync('{services/*,libs/*,deploy,tests}/project.json').map((file) => ({
  folder: dirname(file),
  tags: JSON.parse(readFileSync(file, 'utf8')).tags ?? [],
}));

function foldersTagged(tags) {
  return projects.filter((project) => project.tags.some((tag) => tags.includes(tag))).map(({ folder }) => folder);
}

function error(name, comment, from, to) {
  return { name, comment, severity: 'error', from, to };
}

const projectRules = Object.entries(PROJECTS).map(([tag, allowed]) =>
  error(
    `project-${tag.split(':')[1]}`,
    `${tag} imports only ${allowed.join(', ') || 'itself'}`,
    { path: `^(${foldersTagged([tag]).join('|')})/` },
    {
      path: '^(services|libs|deploy|tests)/',
      pathNot: ['^$1/', ...foldersTagged([...allowed, 'scope:testing']).map((folder) => `^${folder}/`)],
    },
  ),
);

const roleRules = Object.entries(ROLES).map(([suffix, allowed]) =>
  error(`role-${suffix}`, `what a .${suffix}.ts file may import`, { path: role(suffix) }, { pathNot: allowed }),
);

export default {
  forbidden: [
    ...projectRules,
    ...roleRules,
    error(
      'role-rules',
      'the domain is pure functions and types, in services and in libraries; a library of nothing else is domain too',
      { path: '^(services|libs)/.*[.]rules[.]ts$' },
      { pathNot: ['[.]rules[.]ts$', lib('survey-documents'), CRYPTO, JSONPATH] },
    ),
    error(
      'role-config',
      'a configuration is one validated class',
      { path: CONFIG },
      { pathNot: [role('rules'), lib('service-kit'), npm('class-validator', 'class-transformer')] },
    ),
    error('role-migration', 'a migration is SQL and never changes', { path: MIGRATION }, { pathNot: [npm('typeorm')] }),
    error(
      'role-main',
      'an entry point reads the environment and starts the rest',
      { path: ['^services/[^/]+/src/main[.]ts$', '^services/[^/]+/src/[^/]+[.]main[.]ts$'] },
      { pathNot: ['^services/[^/]+/src/app[.]module[.]ts$', role('command'), lib('service-kit')] },
    ),
    error(
      'testing-only-in-specs',
      'what tests need is not part of what runs',
      { path: '^(services|libs|deploy)/', pathNot: [FOR_TESTS, '^libs/testing/'] },
      { path: ['^libs/testing/', FOR_TESTS] },
    ),
    error(
      'library-by-its-door',
      'a library is imported by its name (#messaging), never by a path into it',
      { path: '^(services|deploy|libs)/([^/]+)/' },
      { path: '^libs/[^/]+/src/', pathNot: ['^$1/$2/', '^libs/[^/]+/src/(index|telemetry)[.]ts$'] },
    ),
    error(
      'dto-stays-in-http',
      'a DTO never leaves its controllers',
      { path: '^(services|libs)/', pathNot: ['[.](controller|dto|http)[.]ts$', FOR_TESTS] },
      { path: '[.]dto[.]ts$' },
    ),
    error(
      'kafkajs-in-messaging-alone',
      'nobody else knows the Kafka client; tests/load measures against it bare',
      { pathNot: '^(libs/messaging|tests/load)/' },
      { path: 'node_modules/kafkajs/' },
    ),
    error(
      'generated-code-in-contracts-alone',
      'generated messages are seen through the table of contracts',
      { pathNot: '^libs/contracts/' },
      { path: '^libs/contracts/src/gen/' },
    ),
    error(
      'no-circles',
      'files that load each other in a circle load in an order that nobody chose; a type import loads nothing',
      {},
      { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    ),
    error(
      'dependencies-are-declared',
      'what a service or a library needs to run is in dependencies',
      { path: '^(services|libs)/', pathNot: [FOR_TESTS, '^libs/testing/'] },
      { dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown'] },
    ),
    error('imports-are-found', 'an import that is not found is not checked', {}, { couldNotResolve: true }),
  ],
  options: {
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(dist|tests/architecture/fixtures)/' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['source', 'import', 'node', 'default'] },
  },
};
