import { taskTitle } from './task.rules.js';

describe('taskTitle', () => {
  it.each([
    ['Maria', 'acme', 'Acme Ltd', 'Call Maria of Acme Ltd about a score of 3'],
    [null, 'acme', null, 'Call c-1 of acme about a score of 3'],
    [null, null, null, 'Call c-1 about a score of 3'],
  ])('of contact %p at account %p called %p reads as a sentence', (contactName, accountId, accountName, expected) => {
    expect(taskTitle({ contactId: 'c-1', contactName, accountId, accountName, score: 3 })).toBe(expected);
  });
});
