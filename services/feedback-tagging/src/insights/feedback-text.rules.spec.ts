import { dayOfFeedback, wordsOf } from './feedback-text.rules.js';

const item = { feedbackId: 'f-1', revision: 1, text: 'slow', writtenAt: '2026-03-01T23:30:00-02:00' };

it('an item is of the UTC day on which it was written', () => {
  expect(dayOfFeedback(item)).toBe('2026-03-02');
});

it.each([
  ['revision', { revision: 0 }],
  ['feedbackId', { feedbackId: 'x'.repeat(201) }],
  ['writtenAt', { writtenAt: '1969-12-31T00:00:00Z' }],
])('an item is refused by the name of %s', (field, change) => {
  expect(dayOfFeedback({ ...item, ...change })).toEqual({ field, reason: expect.stringMatching(`^${field} must be`) });
});

it('the title is read before the text', () => {
  expect(wordsOf({ title: 'Export', text: 'slow' })).toBe('Export\n\nslow');
  expect(wordsOf({ text: 'slow' })).toBe('slow');
});
