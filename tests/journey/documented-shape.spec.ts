import { shapeProblems } from './documented-shape.js';

const schemas = {
  Row: {
    type: 'object',
    properties: {
      id: { type: 'string' },
      count: { type: ['integer', 'null'] },
      parts: { type: 'array', items: { $ref: '#/components/schemas/Part' } },
      value: { oneOf: [{ type: 'string' }, { type: 'number' }] },
    },
    required: ['id'],
  },
  Part: { allOf: [{ type: 'object', properties: { name: { type: 'string' } } }] },
};

describe('the shape of a value', () => {
  it.each<[string, unknown, string[]]>([
    ['all that is described', { id: 'a', count: 1, parts: [{ name: 'b' }], value: 2 }, []],
    ['what may be null', { id: 'a', count: null }, []],
    ['a field too many', { id: 'a', more: 1 }, ['body.more is not described']],
    ['a field too many deep inside', { id: 'a', parts: [{ id: 1 }] }, ['body.parts.0.id is not described']],
    ['a field too few', {}, ['body.id is missing']],
    ['a field of another type', { id: 1 }, ['body.id is number, not string']],
    ['neither of two types', { id: 'a', value: true }, ['body.value is boolean, not string']],
  ])('with %s', (_, value, problems) => {
    expect(shapeProblems({ components: { schemas } }, { $ref: '#/components/schemas/Row' }, value)).toEqual(problems);
  });
});
