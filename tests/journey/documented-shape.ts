// biome-ignore lint/suspicious/noExplicitAny: a schema and a value are whatever came over HTTP
type Json = any;

/** Follows a reference inside an OpenAPI document. */
export function resolved(document: Json, schema: Json): Json {
  if (typeof schema?.$ref !== 'string') return schema;
  const path = (schema.$ref as string).replace(/^#\//, '').split('/');
  return resolved(
    document,
    path.reduce((at: Json, name) => at?.[name], document),
  );
}

/** What a schema says of an object's fields, with what it takes over from others. */
function fieldsOf(document: Json, schema: Json): { properties: Json; required: string[]; open: boolean } {
  const parts = [schema, ...(schema.allOf ?? []).map((it: Json) => resolved(document, it))];
  const inherited = parts.slice(1).map((part) => fieldsOf(document, part));
  return {
    properties: Object.assign({}, schema.properties, ...inherited.map(({ properties }) => properties)),
    required: [...(schema.required ?? []), ...inherited.flatMap(({ required }) => required)],
    open: parts.some(({ additionalProperties }) => additionalProperties) || inherited.some(({ open }) => open),
  };
}

const typeOf = (value: Json) => (value === null ? 'null' : Array.isArray(value) ? 'array' : typeof value);

/** Where a value is not as its schema says, by path: fields that are not described, that are missing, or of another type. */
export function shapeProblems(document: Json, described: Json, value: Json, at = 'body'): string[] {
  const schema = resolved(document, described);
  const choices = schema.oneOf ?? schema.anyOf;
  if (choices) {
    const each = choices.map((choice: Json) => shapeProblems(document, choice, value, at));
    return each.some((problems: string[]) => problems.length === 0) ? [] : each[0];
  }
  const types: string[] = [schema.type ?? []].flat().map((type) => (type === 'integer' ? 'number' : type));
  if (value === null && schema.nullable) return [];
  if (types.length > 0 && !types.includes(typeOf(value)))
    return [`${at} is ${typeOf(value)}, not ${types.join(' or ')}`];
  if (Array.isArray(value))
    return value.flatMap((item, place) => shapeProblems(document, schema.items ?? {}, item, `${at}.${place}`));
  if (typeOf(value) !== 'object') return [];
  const { properties, required, open } = fieldsOf(document, schema);
  const missing = required.filter((name) => !(name in value)).map((name) => `${at}.${name} is missing`);
  const within = Object.entries(value).flatMap(([name, field]) => {
    if (name in properties) return shapeProblems(document, properties[name], field, `${at}.${name}`);
    return open || Object.keys(properties).length === 0 ? [] : [`${at}.${name} is not described`];
  });
  return [...missing, ...within];
}
