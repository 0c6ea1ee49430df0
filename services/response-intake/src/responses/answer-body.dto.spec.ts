import { InvalidRequest } from '#service-kit';
import { readAnswer } from './answer-body.dto.js';

const invited = { invitationId: 'i-1', score: 9 };
const uninvited = { contactId: 'c-1', touchpoint: 't', score: 0 };

function problemsOf(body: unknown): string[] {
  try {
    readAnswer(body);
  } catch (error) {
    return (error as InvalidRequest).problems.map(({ field, reason }) => `${field} ${reason}`);
  }
  throw new Error('was accepted');
}

describe('readAnswer', () => {
  it.each([
    [invited],
    [{ ...invited, comment: '' }],
    [{ ...invited, comment: '😀'.repeat(5000) }],
    [uninvited],
    [{ email: 'Ana@acme.example', touchpoint: 't', score: 5, metric: 'csat' }],
    [{ ...uninvited, source: 'crm', externalId: '1', updatedAt: '2026-01-02T03:04:05Z' }],
    [{ ...uninvited, historic: true, answeredAt: '2026-01-02T03:04:05Z' }],
    [{ ...uninvited, accountId: 'a', comment: 'x', answeredAt: '2026-01-02T03:04:05.678+02:00' }],
  ])('takes %j as it is', (body) => {
    expect(readAnswer(body)).toBe(body);
  });

  it.each([
    [{ ...invited, score: 11 }, 'score must be an integer from 0 to 10'],
    [{ ...invited, score: -1 }, 'score must be an integer from 0 to 10'],
    [{ ...invited, score: 3.5 }, 'score must be an integer from 0 to 10'],
    [{ ...invited, score: '9' }, 'score must be an integer from 0 to 10'],
    [{ ...invited, score: null }, 'score must be an integer from 0 to 10'],
    [{ ...invited, score: true }, 'score must be an integer from 0 to 10'],
    [{ ...invited, score: [9] }, 'score must be an integer from 0 to 10'],
    [{ invitationId: 'i-1' }, 'score is missing'],
    [{ ...invited, invitationId: null }, 'invitationId must be text of 1 to 200 characters without U+0000'],
    [{ ...invited, contactId: 'c-1' }, 'contactId is known from the invitation and not taken beside it'],
    [
      { ...invited, answeredAt: '2026-01-01T00:00:00Z' },
      'answeredAt is known from the invitation and not taken beside it',
    ],
    [{ ...invited, colour: 'red' }, 'colour is not a known field'],
    [JSON.parse('{"invitationId":"i","score":9,"__proto__":{}}'), '__proto__ is not a known field'],
    [{ ...invited, comment: 'x'.repeat(5001) }, 'comment must be text of at most 5,000 characters without U+0000'],
    [{ ...invited, comment: 'a\0' }, 'comment must be text of at most 5,000 characters without U+0000'],
    [{ ...invited, comment: 7 }, 'comment must be text of at most 5,000 characters without U+0000'],
    [{ score: 9, touchpoint: 't' }, 'contactId is missing, and so are an email and an invitationId'],
    [{ score: 9, contactId: 'c' }, 'touchpoint is missing'],
    [{ ...uninvited, email: 'a@b.example' }, 'email is not taken beside a contactId'],
    [{ touchpoint: 't', score: 1, email: 'nobody' }, 'email must be an e-mail address of at most 254 characters'],
    [{ ...uninvited, metric: 'stars' }, 'metric must be nps, csat or ces'],
    [{ ...uninvited, externalId: '1' }, 'source is missing, and an externalId is unique in its source alone'],
    [
      { ...uninvited, source: 'crm', updatedAt: '2026-01-02T03:04:05Z' },
      'externalId is missing, without which updatedAt says nothing',
    ],
    [{ ...uninvited, historic: true }, 'answeredAt is missing, and a historic answer needs its own date'],
    [{ ...uninvited, historic: 'yes' }, 'historic must be true or false'],
    [{ ...uninvited, touchpoint: '' }, 'touchpoint must be text of 1 to 200 characters without U+0000'],
    [{ ...uninvited, contactId: 'x'.repeat(201) }, 'contactId must be text of 1 to 200 characters without U+0000'],
    ...['2026-01-01', '2026-01-01T00:00:00', '2026-02-30T00:00:00Z', 'yesterday', 5].map((answeredAt) => [
      { ...uninvited, answeredAt },
      'answeredAt must be a moment in the form of RFC 3339, such as 2026-03-01T09:30:00Z',
    ]),
    ...[[], [invited], null, 9, 'text', undefined].map((body) => [body, 'body must be a JSON object']),
  ] as [unknown, string][])('refuses %j: %s', (body, problem) => {
    expect(problemsOf(body)).toEqual([problem]);
  });

  it('names every field that is wrong', () => {
    expect(problemsOf({ contactId: '', score: 'x', colour: 1 })).toHaveLength(4);
  });
});
