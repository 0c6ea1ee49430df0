import fc, { type Arbitrary } from 'fast-check';
import { resolved } from '../../journey/documented-shape.js';
import { type Json, wildText, wildValue } from './wild-values.js';

const DEEPEST = 6;
const MADE_UP: Readonly<Record<string, Json>> = { string: 'text', integer: 1, number: 1, boolean: true, object: {} };

/** Values that a document lets one expect, with ids of things that are there. */
export class DocumentedValues {
  /** @param known ids that exist, by the name of the field or parameter that holds them */
  constructor(
    private readonly document: Json,
    private readonly known: ReadonlyMap<string, readonly string[]>,
  ) {}

  /** What the document shows as an example, down to its leaves; what has none is made up of a type. */
  example(described: Json, name = '', depth = 0, knowing = true): Json {
    const schema = resolved(this.document, described) ?? {};
    const known = this.known.get(name.toLowerCase())?.[0];
    if (known !== undefined && knowing) return known;
    const shown = schema.example ?? described?.example ?? schema.default ?? schema.enum?.[0] ?? schema.const;
    if (shown !== undefined || depth > DEEPEST) return shown ?? null;
    if (schema.allOf)
      return Object.assign({}, ...schema.allOf.map((it: Json) => this.example(it, name, depth + 1, knowing)));
    const [option] = schema.oneOf ?? schema.anyOf ?? [];
    if (option) return this.example(option, name, depth + 1, knowing);
    if (schema.properties)
      return Object.fromEntries(
        Object.entries<Json>(schema.properties).map(([field, it]) => [
          field,
          this.example(it, field, depth + 1, knowing),
        ]),
      );
    return schema.type === 'array'
      ? [this.example(schema.items, '', depth + 1, knowing)]
      : (MADE_UP[schema.type] ?? null);
  }

  /** Mostly what a schema allows; the example more often than not. */
  of(described: Json, name = '', depth = 0): Arbitrary<Json> {
    const schema = resolved(this.document, described) ?? {};
    if (depth > DEEPEST) return fc.constant(schema.example ?? null);
    const choices: Arbitrary<Json>[] = [this.bySchema(schema, name, depth)];
    const example = schema.example ?? described?.example;
    if (example !== undefined) choices.push(fc.constant(example));
    const known = this.known.get(name.toLowerCase());
    if (known && known.length > 0) choices.push(fc.constantFrom(...known), fc.constantFrom(...known));
    return fc.oneof(...choices);
  }

  private bySchema(schema: Json, name: string, depth: number): Arbitrary<Json> {
    const options = schema.oneOf ?? schema.anyOf;
    if (options) return fc.oneof(...options.map((it: Json) => this.of(it, name, depth + 1)));
    if (schema.allOf) {
      const parts = schema.allOf.map((it: Json) => this.of(it, name, depth + 1));
      return fc.tuple(...parts).map((each) => each.reduce((all: Json, it: Json) => merged(all, it), {}));
    }
    if (schema.enum) return fc.constantFrom(...schema.enum);
    if (schema.const !== undefined) return fc.constant(schema.const);
    const types: string[] = [schema.type ?? (schema.properties ? 'object' : [])].flat();
    if (types.length === 0) return fc.oneof(fc.jsonValue({ maxDepth: 2 }), wildValue());
    return fc.oneof(...types.map((type) => this.ofType(type, schema, name, depth)));
  }

  private ofType(type: string, schema: Json, name: string, depth: number): Arbitrary<Json> {
    if (type === 'string') return textOf(schema);
    if (type === 'integer') return fc.integer(range(schema, -(2 ** 31), 2 ** 31 - 1));
    if (type === 'number') return fc.oneof(fc.integer(range(schema, -1e6, 1e6)), fc.double({ noNaN: true }));
    if (type === 'boolean') return fc.boolean();
    if (type === 'null') return fc.constant(null);
    if (type === 'array') {
      const { minItems = 0, maxItems = minItems + 3 } = schema;
      const length = { minLength: Math.min(minItems, 20), maxLength: Math.min(maxItems, Math.max(minItems, 4), 20) };
      return fc.array(this.of(schema.items ?? {}, name, depth + 1), length);
    }
    return this.objectOf(schema, depth);
  }

  private objectOf(schema: Json, depth: number): Arbitrary<Json> {
    const properties = Object.entries<Json>(schema.properties ?? {});
    const fields = Object.fromEntries(properties.map(([field, it]) => [field, this.of(it, field, depth + 1)]));
    const required = (schema.required ?? []).filter((field: string) => field in fields);
    const shown = fc.constantFrom(this.example(schema, '', depth), this.example(schema, '', depth, false));
    const described = fc.oneof(fc.record(fields, { requiredKeys: required }), onlySome(shown, required));
    if (!schema.additionalProperties) return described;
    const others = schema.additionalProperties === true ? fc.jsonValue({ maxDepth: 1 }) : undefined;
    const extra = others ?? this.of(schema.additionalProperties, '', depth + 1);
    const names = fc.oneof(fc.constantFrom('plan', 'seats', 'en', 'de', 'support.case_closed'), wildText(40));
    return fc.tuple(described, fc.dictionary(names, extra, { maxKeys: 3 })).map(([a, b]) => merged(b, a));
  }
}

/** An example as it is, or without some of what it need not have. */
function onlySome(shown: Arbitrary<Json>, required: readonly string[]): Arbitrary<Json> {
  return fc.tuple(shown, fc.nat(2 ** 30), fc.boolean()).map(([whole, left, all]) => {
    if (all || typeof whole !== 'object' || whole === null) return whole;
    return Object.fromEntries(
      Object.entries(whole).filter(([field], index) => required.includes(field) || (left >> (index % 30)) & 1),
    );
  });
}

function merged(a: Json, b: Json): Json {
  return typeof a === 'object' && typeof b === 'object' ? { ...a, ...b } : b;
}

function range(schema: Json, lowest: number, highest: number): { min: number; max: number } {
  const min = Math.ceil(
    schema.minimum ?? (schema.exclusiveMinimum !== undefined ? schema.exclusiveMinimum + 1 : lowest),
  );
  return { min, max: Math.max(min, Math.floor(schema.maximum ?? Math.max(min, highest))) };
}

const instants = () => fc.date({ noInvalidDate: true, min: new Date('2020-01-01'), max: new Date('2030-01-01') });

function textOf(schema: Json): Arbitrary<string> {
  switch (schema.format) {
    case 'uuid':
      return fc.uuid();
    case 'date-time':
      return instants().map((date) => date.toISOString());
    case 'date':
      return instants().map((date) => date.toISOString().slice(0, 10));
    case 'uri':
      return fc.webUrl();
    case 'email':
      return fc.emailAddress();
  }
  const { minLength = 0, maxLength = minLength + 30 } = schema;
  const free = fc.string({ unit: 'grapheme', minLength, maxLength: Math.min(maxLength, minLength + 60) });
  return schema.pattern && schema.pattern !== '^[^\\u0000]*$' ? fc.oneof(matching(schema.pattern), free) : free;
}

/** Not every pattern can be turned round; of one that cannot, any text is as good. */
function matching(pattern: string): Arbitrary<string> {
  try {
    return fc.stringMatching(new RegExp(pattern)).map((text) => text.slice(0, 300));
  } catch {
    return fc.string();
  }
}
