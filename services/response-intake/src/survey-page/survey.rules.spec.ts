import { readForm, readScore, typedForm } from './survey.rules.js';

const given = { score: 3, comment: null, editable: true };

describe('the form', () => {
  it.each([
    ['0', 0],
    ['10', 10],
    ['11', undefined],
    ['01', undefined],
    ['-1', undefined],
    ['3.5', undefined],
    [' 9', undefined],
    ['９', undefined],
    ['', undefined],
    [9, undefined],
    [['9'], undefined],
    [undefined, undefined],
  ])('reads the score %j as %j', (text, score) => {
    expect(readScore(text)).toBe(score);
  });

  it.each([
    [
      { score: '9', comment: 'a\r\nb\0' },
      { score: '9', comment: 'a\nb' },
    ],
    [{ score: ['1', '2'], comment: ['a', 'b'] }, { score: '' }],
    [{ utm_source: 'mail' }, {}],
    [undefined, {}],
    ['text', {}],
  ])('takes %j for %j', (body, typed) => {
    expect(typedForm(body)).toEqual(typed);
  });

  it.each([
    [{ score: '9' }, undefined, { ok: true, score: 9 }],
    [{ score: '9', comment: '' }, undefined, { ok: true, score: 9, comment: '' }],
    [{ comment: 'x' }, given, { ok: true, comment: 'x' }],
    [{ comment: '😀'.repeat(5000) }, given, { ok: true, comment: '😀'.repeat(5000) }],
    [{ comment: 'x' }, undefined, { ok: false, problem: 'scoreMissing' }],
    [{}, given, { ok: false, problem: 'scoreMissing' }],
    [{ score: '', comment: 'x' }, given, { ok: false, problem: 'scoreMissing' }],
    [{ score: '11' }, given, { ok: false, problem: 'scoreMissing' }],
    [{ score: '1', comment: 'x'.repeat(5001) }, given, { ok: false, problem: 'commentTooLong' }],
  ])('judges %#', (typed, before, verdict) => {
    expect(readForm(typed, before)).toEqual(verdict);
  });
});
