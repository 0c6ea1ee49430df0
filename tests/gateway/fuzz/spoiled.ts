import fc, { type Arbitrary } from 'fast-check';
import { type Json, wildText, wildValue } from './wild-values.js';

/** One thing done to one place of a value. */
interface Blow {
  readonly at: number;
  readonly kind: 'replace' | 'leave out' | 'add' | 'wrap' | 'repeat';
  readonly name: string;
  readonly value: Json;
}

const KINDS = ['replace', 'replace', 'replace', 'leave out', 'add', 'wrap', 'repeat'] as const;

/** A value as it is, or with something wrong in a place or two. */
export function spoiled(value: Arbitrary<Json>): Arbitrary<Json> {
  const blow: Arbitrary<Blow> = fc.record({
    at: fc.nat(1_000),
    kind: fc.constantFrom(...KINDS),
    name: fc.oneof(fc.constantFrom('colour', '', 'constructor', '$ref', 'a.b'), wildText(300)),
    value: wildValue(),
  });
  const blows = fc.oneof(fc.constant([]), fc.array(blow, { minLength: 1, maxLength: 2 }));
  return fc
    .tuple(value, blows)
    .map(([whole, each]) => each.reduce((it: Json, one) => struck(it, one), structuredClone(whole)));
}

/** Every place of a value that can be reached, as the holder and the name in it. */
function placesOf(value: Json): { holder: Json; name: string }[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.keys(value).flatMap((name) => [{ holder: value, name }, ...placesOf(value[name])]);
}

function struck(whole: Json, { at, kind, name, value }: Blow): Json {
  const root = { whole };
  const places = [{ holder: root as Json, name: 'whole' }, ...placesOf(whole)];
  const place = places[at % places.length]!;
  const here = place.holder[place.name];
  if (kind === 'leave out') Array.isArray(place.holder) ? place.holder.pop() : delete place.holder[place.name];
  else if (kind === 'wrap') put(place.holder, place.name, [here]);
  else if (kind === 'repeat' && Array.isArray(here)) put(place.holder, place.name, new Array(2_000).fill(here[0] ?? 0));
  else if (kind === 'add' && here && typeof here === 'object' && !Array.isArray(here))
    put(here, name, structuredClone(value));
  else put(place.holder, place.name, structuredClone(value));
  return root.whole;
}

/** As a field of its own, whatever its name is. */
function put(holder: Json, name: string, value: Json): void {
  Object.defineProperty(holder, name, { value, enumerable: true, configurable: true, writable: true });
}
