// biome-ignore lint/suspicious/noExplicitAny: a document is whatever came over HTTP
type Json = any;

const METHODS = new Set(['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace']);
const COMPONENT_NAME = /^[a-zA-Z0-9._-]+$/;

function* referencesIn(value: Json): Generator<string> {
  if (value === null || typeof value !== 'object') return;
  if (typeof value.$ref === 'string') yield value.$ref;
  for (const member of Object.values(value)) yield* referencesIn(member);
}

function resolve(document: Json, value: Json): Json {
  if (typeof value?.$ref !== 'string') return value;
  const path = value.$ref.replace(/^#\//, '').split('/');
  return path.reduce((at: Json, name: string) => at?.[name], document);
}

/** Whether a response says what its body is; 204 has none. */
function isTyped(document: Json, [status, response]: [string, Json]): boolean {
  if (status === '204') return true;
  const bodies: Json[] = Object.values(resolve(document, response)?.content ?? {});
  return bodies.some(
    ({ schema, example, examples }) => Object.keys(schema ?? {}).length > 0 || example !== undefined || examples,
  );
}

function* operationProblems(document: Json, path: string, operation: Json): Generator<string> {
  const responses = Object.entries<Json>(operation.responses ?? {});
  if (!operation.summary) yield 'has no summary';
  if (!operation.operationId) yield 'has no operationId';
  if (!(operation.tags?.length > 0)) yield 'has no tag';
  const good = responses.filter(([status]) => status.startsWith('2'));
  if (!good.some((it) => isTyped(document, it))) yield 'has no typed 2xx response';
  for (const status of ['401', '403']) {
    const content = resolve(document, operation.responses?.[status])?.content;
    // Those that answer as another system's API does tell errors in its form.
    const form = path.startsWith('/delighted/') ? 'application/json' : 'application/problem+json';
    if (!content?.[form]?.schema) yield `has no problem document for ${status}`;
  }
  for (const [status, response] of responses) {
    if (typeof resolve(document, response)?.description !== 'string') yield `has no description for ${status}`;
  }
  const parameters: Json[] = (operation.parameters ?? []).map((it: Json) => resolve(document, it));
  const named = parameters.filter((it) => it.in === 'path').map(({ name }) => name as string);
  const inPath = [...path.matchAll(/\{([^}]+)\}/g)].map(([, name]) => name!);
  if (named.toSorted().join() !== inPath.toSorted().join()) yield `has ${named} as path parameters, not ${inPath}`;
  for (const { name, schema, content } of parameters) if (!schema && !content) yield `does not type ${name}`;
}

/** What is wrong with an OpenAPI 3.1 document, or nothing. */
export function openApiProblems(document: Json): string[] {
  const problems: string[] = [];
  if (!/^3\.1\.\d+$/.test(document.openapi)) problems.push(`openapi is ${document.openapi}`);
  if (!document.info?.title || !document.info.version) problems.push('info has no title or no version');
  const ids = new Map<string, string>();
  for (const [path, methods] of Object.entries<Json>(document.paths ?? {})) {
    if (!path.startsWith('/')) problems.push(`${path} does not begin with /`);
    for (const [method, operation] of Object.entries<Json>(methods)) {
      const name = `${method} ${path}`;
      if (!METHODS.has(method)) problems.push(`${name} is no operation`);
      problems.push(...[...operationProblems(document, path, operation)].map((problem) => `${name} ${problem}`));
      const other = ids.get(operation.operationId);
      if (other) problems.push(`${name} and ${other} are both ${operation.operationId}`);
      ids.set(operation.operationId, name);
    }
  }
  for (const reference of new Set(referencesIn(document))) {
    if (resolve(document, { $ref: reference }) === undefined) problems.push(`${reference} leads nowhere`);
  }
  for (const [kind, named] of Object.entries<Json>(document.components ?? {})) {
    for (const name of Object.keys(named)) if (!COMPONENT_NAME.test(name)) problems.push(`${kind} has a ${name}`);
  }
  for (const requirement of document.security ?? [{ none: [] }]) {
    for (const name of Object.keys(requirement)) {
      if (!document.components?.securitySchemes?.[name]) problems.push(`there is no security scheme ${name}`);
    }
  }
  return problems;
}
