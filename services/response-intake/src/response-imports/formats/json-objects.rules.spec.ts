import { JsonObjects } from './json-objects.rules.js';

function find(text: string, size = text.length, longest = 100) {
  const objects = new JsonObjects(longest);
  const found = [];
  for (let at = 0; at < text.length; at += size) found.push(...objects.take(text.slice(at, at + size)));
  return [...found.map((it) => ('text' in it ? it.text : it.problem)), ...(objects.brokenOff() ? ['broken off'] : [])];
}

const MIXED = '[{"a":"}{]\\"[","b":[{"c":1}]},\n {"d":{}}]\n[{"e":"\\\\"}]{"f":2}';
const OBJECTS = ['{"a":"}{]\\"[","b":[{"c":1}]}', '{"d":{}}', '{"e":"\\\\"}', '{"f":2}'];

describe('objects of JSON', () => {
  it.each([1, 2, 3, 7, 1000])('are found in lists and beside them, in pieces of %i characters', (size) => {
    expect(find(MIXED, size)).toEqual(OBJECTS);
  });

  it.each([
    ['[{"a":1},7,"x",{"b":2}]', ['{"a":1}', 'is not an object', '{"b":2}']],
    ['[{"a":1},{"b":', ['{"a":1}', 'broken off']],
    ['[{"a":1}', ['{"a":1}', 'broken off']],
    [`[{"a":"${'x'.repeat(100)}"},{"b":2}]`, ['is longer than 100 characters', '{"b":2}']],
    ['', []],
  ])('%.40s comes to %j', (text, expected) => {
    expect(find(text, 5)).toEqual(expected);
  });
});
