import { IsInt } from 'class-validator';
import { InvalidRequest } from '../errors.js';
import { Nested, NestedList } from './nested.js';
import { EdgeValidation } from './validation.js';

class Part {
  @IsInt()
  size: number;
}
class Whole {
  @Nested(() => Part)
  main: Part;
  @NestedList(() => Part, 3)
  rest: Part[];
}

const check = (body: unknown) => new EdgeValidation().transform(body, { type: 'body', metatype: Whole });
const part = { size: 1 };

describe('what is nested in a body', () => {
  it('becomes objects of its DTO', async () => {
    const whole = (await check({ main: part, rest: [part, part] })) as Whole;
    expect([whole.main, ...whole.rest].every((it) => it instanceof Part)).toBe(true);
  });

  it.each([
    ['a list where one is expected', { main: [part], rest: [] }, 'main'],
    ['an empty list where one is expected', { main: [], rest: [] }, 'main'],
    ['a list in a list', { main: part, rest: [[part]] }, 'rest'],
    ['an empty list in a list', { main: part, rest: [part, []] }, 'rest'],
    ['one where a list is expected', { main: part, rest: part }, 'rest'],
    ['a number', { main: 3, rest: [] }, 'main'],
    ['nothing', { main: part, rest: [null] }, 'rest'],
    ['too many', { main: part, rest: [part, part, part, part] }, 'rest'],
    ['something wrong inside', { main: part, rest: [part, { size: 'x' }] }, 'rest.1.size'],
  ])('is refused as %s, and the field is named', async (_, body, field) => {
    const refusal = await check(body).catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(InvalidRequest);
    expect((refusal as InvalidRequest).problems.map((it) => it.field)).toContain(field);
  });
});
