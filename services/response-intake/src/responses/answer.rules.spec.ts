import { ANSWER_FIELDS, ANSWER_FORMS, ANSWER_REQUIREMENTS, bodyHash, isPossibleMoment } from './answer.rules.js';

const now = new Date('2026-03-01T09:30:00Z');

describe('answers', () => {
  it.each([
    ['2026-03-01T09:30:00Z', true],
    ['2026-03-01T10:30:00+01:00', true],
    ['1970-01-01T00:00:00Z', true],
    ['2026-03-01T09:30:00.001Z', false],
    ['1969-12-31T23:59:59.999Z', false],
    ['2016-12-31T23:59:60Z', false],
  ])('can have been given at %s: %p', (moment, possible) => {
    expect(isPossibleMoment(moment, now)).toBe(possible);
  });

  it('are the same in whatever order their fields stand, and differ in any value', () => {
    const answer = { invitationId: 'i', score: 1, comment: 'x' };
    expect(bodyHash({ comment: 'x', score: 1, invitationId: 'i' })).toBe(bodyHash(answer));
    expect(bodyHash({ ...answer, comment: 'y' })).not.toBe(bodyHash(answer));
    expect(bodyHash({ ...answer, score: 2 })).not.toBe(bodyHash(answer));
    expect(bodyHash({ invitationId: 'i', score: 1 })).not.toBe(bodyHash(answer));
  });

  it('have a requirement in words for each field, and no field outside the two forms', () => {
    const forms = Object.values(ANSWER_FORMS).flatMap(({ required, optional }) => [...required, ...optional]);
    expect(new Set(forms)).toEqual(new Set(Object.keys(ANSWER_FIELDS)));
    expect(Object.keys(ANSWER_REQUIREMENTS).sort()).toEqual(Object.keys(ANSWER_FIELDS).sort());
  });
});
