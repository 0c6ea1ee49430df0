import { answerOf, OVERDUE_AFTER_MS, sumCounts } from './erasure.rules.js';

const erasedAt = new Date('2026-03-01T10:00:00Z');
const at = (seconds: number) => new Date(erasedAt.getTime() + seconds * 1000);
const report = (contactId: string, completedAt: Date, records = {}) => ({
  service: 'scoring',
  contactId,
  records,
  completedAt,
});

describe('answerOf', () => {
  it('says pending until every id is reported, then when the last of them was', () => {
    const reports = [report('a', at(3), { responses: 2 }), report('b', at(2), { responses: 1, deadLetters: 4 })];
    const about = { ids: 2, erasedAt, now: at(5) };
    expect(answerOf('scoring', reports.slice(0, 1), about)).toMatchObject({ state: 'pending', completedAt: null });
    expect(answerOf('scoring', reports, about)).toEqual({
      service: 'scoring',
      state: 'completed',
      completedAt: at(3),
      records: { responses: 3, deadLetters: 4 },
    });
    expect(answerOf('follow-up', reports, about)).toMatchObject({ state: 'pending', records: {} });
  });

  it.each([
    [OVERDUE_AFTER_MS, 'pending'],
    [OVERDUE_AFTER_MS + 1, 'overdue'],
  ])('calls who did not answer for %i ms %s', (waited, state) => {
    const now = new Date(erasedAt.getTime() + waited);
    expect(answerOf('scoring', [], { ids: 1, erasedAt, now }).state).toBe(state);
  });
});

it('adds counts up by kind and leaves out what counts nothing', () => {
  expect(sumCounts([{ a: 1, b: 'two' }, { a: 2, c: -1 }, {}])).toEqual({ a: 3 });
});
