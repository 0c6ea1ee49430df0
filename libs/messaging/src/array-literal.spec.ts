import { arrayLiteral } from './array-literal.js';

describe('arrayLiteral', () => {
  it.each([
    [['a', 'b c', 'ação 🙂', '{x},y', 'NULL', ''], '{"a","b c","ação 🙂","{x},y","NULL",""}'],
    [[1, 2.5, null, undefined, true], '{1,2.5,null,null,true}'],
    [[], '{}'],
  ])('writes %j', (values, literal) => {
    expect(arrayLiteral(values)).toBe(literal);
  });

  it.each([
    [['say "x"']],
    [['a\\b']],
    [['line\nbreak']],
    [['\ud800']],
    [[new Date()]],
    [[Buffer.from('x')]],
    [[['nested']]],
  ])('leaves %j to pg', (values) => {
    expect(arrayLiteral(values)).toBeUndefined();
  });
});
