import { type KeptText, mayHaveAnswers, type ResponseText, textsOf } from './response-texts.rules.js';

const answered = (...items: [questionId: string, text?: string][]) => ({
  items: items.map(([questionId, text]) => ({ questionId, kind: text === undefined ? 'rating' : 'text', text })),
});
const kept = (questionId: string | null, revision = 1, withdrawn = false): KeptText => ({
  questionId,
  revision,
  withdrawn,
});
const comment = { source: 'response', text: 'Fine' };

describe('textsOf', () => {
  it.each<[string, object, KeptText[], unknown[]]>([
    ['the comment alone', {}, [], [comment]],
    [
      'text answers, and no others',
      { answers: answered(['why', 'Slow'], ['stars']) },
      [],
      [comment, { source: 'answer', questionId: 'why', text: 'Slow' }],
    ],
    [
      'the first of two answers to one question',
      { answers: answered(['why', 'a'], ['why', 'b']) },
      [],
      [comment, { source: 'answer', questionId: 'why', text: 'a' }],
    ],
    [
      'what a revision takes back',
      { revision: 2 },
      [kept(null), kept('why')],
      [comment, { source: 'answer', questionId: 'why' }],
    ],
    [
      'nothing of what is excluded, and takes back what was read of it',
      { revision: 2, state: 'excluded', answers: answered(['why', 'Slow']) },
      [kept(null), kept('why')],
      [{ source: 'response' }, { source: 'answer', questionId: 'why' }],
    ],
    [
      'nothing of what is set aside',
      { state: 'set_aside', answers: answered(['why', 'Slow']) },
      [],
      [{ source: 'response' }],
    ],
    ['nothing that was taken back before', { revision: 3 }, [kept('why', 2, true)], [comment]],
    [
      'no answers of a revision that is stale',
      { answers: answered(['why', 'Slow']) },
      [kept(null, 2, true)],
      [comment],
    ],
  ])('reads %s', (_, change, known, expected) => {
    const response = { responseId: 'r', revision: 1, comment: 'Fine', ...change };
    expect(textsOf(response, known)).toEqual(expected as ResponseText[]);
  });
});

describe('mayHaveAnswers', () => {
  it.each([
    [{}, false],
    [{ answers: answered(['stars']) }, false],
    [{ answers: answered(['why', 'Slow']) }, true],
    [{ revision: 2 }, true],
  ])('of %j is %s', (change, expected) => {
    expect(mayHaveAnswers({ responseId: 'r', revision: 1, ...change })).toBe(expected);
  });
});
