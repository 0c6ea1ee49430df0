import { routeOf, type ServiceName } from '../routes/routes.rules.js';

type Json = null | boolean | number | string | Json[] | { [name: string]: Json };

/** One operation of an OpenAPI document, as far as merging looks into it. */
export interface ApiOperation {
  responses?: Record<string, unknown>;
  requestBody?: unknown;
  [name: string]: unknown;
}

/** An OpenAPI 3.1 document, as far as merging looks into it. */
export interface ApiDocument {
  paths?: Record<string, Record<string, ApiOperation>>;
  components?: Record<string, Record<string, unknown>>;
  tags?: { name: string }[];
  [name: string]: unknown;
}

/** A service and its document. */
export interface ServiceDocument {
  readonly service: ServiceName;
  readonly document: ApiDocument;
}

const REFERENCE = /^#\/components\/([^/]+\/[^/]+)/;

/** Calls `visit` for each text inside a value and returns the value with what `visit` returned in their places. */
function mapTexts(value: unknown, visit: (text: string) => string): unknown {
  if (typeof value === 'string') return visit(value);
  if (Array.isArray(value)) return value.map((item) => mapTexts(item, visit));
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, mapTexts(item, visit)]));
}

/** Components of a document by `kind/name`, such as `schemas/AccountDto`; how to authenticate is the gateway's own. */
function componentsOf({ components = {} }: ApiDocument): [string, unknown][] {
  return Object.entries(components)
    .filter(([kind]) => kind !== 'securitySchemes')
    .flatMap(([kind, named]) => Object.entries(named).map(([name, it]): [string, unknown] => [`${kind}/${name}`, it]));
}

function referencesOf(component: unknown): string[] {
  const found: string[] = [];
  mapTexts(component, (text) => {
    const reference = REFERENCE.exec(text)?.[1];
    if (reference) found.push(reference);
    return text;
  });
  return found;
}

/** Components that mean different things in different services, also because of what they refer to. */
function ambiguous(documents: readonly ServiceDocument[]): ReadonlySet<string> {
  const all = documents.flatMap(({ document }) => componentsOf(document));
  const first = new Map<string, string>();
  const found = new Set<string>();
  for (const [key, component] of all) {
    const text = canonical(component as Json);
    if (!first.has(key)) first.set(key, text);
    else if (first.get(key) !== text) found.add(key);
  }
  const count = (key: string) => all.filter(([other]) => other === key).length;
  for (let before = -1; before < found.size; ) {
    before = found.size;
    for (const [key, component] of all) {
      if (count(key) > 1 && referencesOf(component).some((reference) => found.has(reference))) found.add(key);
    }
  }
  return found;
}

/** JSON with the members of each object in the order of their names. */
function canonical(value: Json): string {
  if (Array.isArray(value)) return `[${value.map(canonical)}]`;
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  const members = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${members.map(([name, member]) => `${JSON.stringify(name)}:${canonical(member)}`)}}`;
}

function pascalCase(service: string): string {
  return service.replace(/(?:^|-)(.)/g, (_, letter: string) => letter.toUpperCase());
}

/**
 * One document out of several. A component that two services give the same name and different content gets its
 * service's name in front (`SurveyDispatchPageDto`), so that neither is lost; equal ones are kept once. Paths that the
 * gateway does not forward are left out.
 */
export function mergeDocuments(documents: readonly ServiceDocument[]): ApiDocument {
  const clashes = ambiguous(documents);
  const merged = { paths: {}, components: {}, tags: [] } as Required<
    Pick<ApiDocument, 'paths' | 'components' | 'tags'>
  >;
  for (const { service, document } of documents) {
    const newKey = (key: string) => (clashes.has(key) ? key.replace('/', `/${pascalCase(service)}`) : key);
    const renamed = <T>(value: T) =>
      mapTexts(value, (text) => text.replace(REFERENCE, (_, key: string) => `#/components/${newKey(key)}`)) as T;
    const offered = Object.entries(document.paths ?? {}).filter(([path]) => routeOf(path)?.upstream === service);
    Object.assign(merged.paths, renamed(Object.fromEntries(offered)));
    for (const [key, component] of componentsOf(document)) {
      const [kind, name] = newKey(key).split('/') as [string, string];
      merged.components[kind] ??= {};
      merged.components[kind][name] = renamed(component);
    }
    for (const tag of document.tags ?? []) {
      if (!merged.tags.some(({ name }) => name === tag.name)) merged.tags.push(tag);
    }
  }
  return merged;
}
