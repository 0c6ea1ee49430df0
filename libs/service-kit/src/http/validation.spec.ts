import { IsObject, IsString } from 'class-validator';
import { InvalidRequest } from '../errors.js';
import { EdgeValidation } from './validation.js';

class Body {
  @IsString()
  text: string;
  @IsObject()
  further: Record<string, unknown>;
}

const check = (body: unknown) => new EdgeValidation().transform(body, { type: 'body', metatype: Body });
const HALF = '\ud83d';

describe('a body', () => {
  it('has half characters mended, wherever they are, and whole ones left alone', async () => {
    const body = { text: `cut ${HALF}`, further: { deep: [{ er: `${HALF}!` }], whole: '🙂' } };
    expect(await check(body)).toEqual({ text: 'cut \ufffd', further: { deep: [{ er: '\ufffd!' }], whole: '🙂' } });
  });

  it('is refused for half a character in a name, which is named so that it can be shown', async () => {
    const refusal = await Promise.resolve()
      .then(() => check({ text: '', further: { [HALF]: 1 } }))
      .catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(InvalidRequest);
    expect((refusal as InvalidRequest).problems).toEqual([
      { field: 'further.\ufffd', reason: 'has half a character in its name' },
    ]);
  });
});

it('a query parameter has half characters mended', async () => {
  const validation = new EdgeValidation();
  expect(await validation.transform(`a${HALF}`, { type: 'query', data: 'q', metatype: String })).toBe('a\ufffd');
});
