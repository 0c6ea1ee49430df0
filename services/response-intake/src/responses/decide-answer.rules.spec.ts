import type { Invitation } from '../invitations/invitation.rules.js';
import type { Answer } from './answer.rules.js';
import { decide as decideGiven, type KnownToAnswer } from './decide-answer.rules.js';
import type { Channel, Circumstances, ResponseState } from './response.rules.js';

const DAY = 24 * 60 * 60 * 1000;
const now = new Date('2026-03-01T09:30:00Z');
const circumstances: Circumstances = { now, editWindowMs: 7 * DAY, fastestAnswerSeconds: 1, newId: () => 'new-id' };
const later = (days: number): Circumstances => ({ ...circumstances, now: new Date(now.getTime() + days * DAY) });

const invitation: Invitation = {
  ...{
    invitationId: 'i',
    contactId: 'c',
    accountId: 'a',
    programId: 'p',
    touchpoint: 't',
    question: 'q',
    locale: 'en',
    surveyVersionId: null,
  },
  ...{ expiresAt: new Date(now.getTime() + 30 * DAY), correlationId: 'x', causeEventId: 'y', lineage: 'z' },
};
const response: ResponseState = {
  ...{
    responseId: 'r',
    revision: 2,
    contactId: 'c',
    accountId: 'a',
    invitationId: 'i',
    programId: 'p',
    touchpoint: 't',
  },
  ...{ score: 7, comment: 'Fine.', channel: 'page', answeredAt: now, revisedAt: now, metric: 'nps' },
  ...{ state: 'confirmed', stateReason: null, change: 'answered', changedBy: null, historic: false, anonymous: false },
  ...{ source: null, externalId: null, sourceUpdatedAt: null, secondsToAnswer: null, userAgentFamily: null },
};
const decide = (answer: Answer, channel: Channel, known: KnownToAnswer, given: Circumstances) =>
  decideGiven(answer, { channel }, known, given);
const known = { invitation, response };
const answer = (fields: object) => ({ invitationId: 'i', ...fields });

describe('decide', () => {
  it('takes no first answer to an invitation that was taken back, and a change of one that was given before', () => {
    const takenBack = { ...invitation, takenBackAt: now };
    const decided = (rest: object) =>
      decide(answer({ score: 3 }), 'page', { invitation: takenBack, ...rest }, circumstances);
    expect(decided({})).toEqual({ kind: 'refused', because: 'taken back' });
    expect(decided({ response })).toMatchObject({ kind: 'revised' });
  });

  it('takes nothing of a contact who was erased, with an invitation or without', () => {
    const erased = { kind: 'refused', because: 'erased' };
    expect(decide(answer({ score: 3 }), 'page', { ...known, isErased: true }, circumstances)).toEqual(erased);
    const own = { contactId: 'c', touchpoint: 't', score: 3 };
    expect(decide(own, 'api', { isErased: true }, circumstances)).toEqual(erased);
  });

  it('records a first answer with what the invitation knows', () => {
    expect(decide(answer({ score: 0, comment: ' Bad. ' }), 'page', { invitation }, circumstances)).toEqual({
      kind: 'recorded',
      state: { ...response, responseId: 'new-id', revision: 1, score: 0, comment: 'Bad.', state: 'provisional' },
    });
  });

  it('records an answer without invitation as of its own moment', () => {
    const sent = { contactId: 'c', touchpoint: 't', score: 10, answeredAt: '2025-12-31T23:00:00Z' };
    expect(decide(sent, 'api', {}, circumstances)).toMatchObject({
      kind: 'recorded',
      state: {
        revision: 1,
        invitationId: null,
        accountId: null,
        answeredAt: new Date(sent.answeredAt),
        revisedAt: now,
      },
    });
  });

  it.each([
    ['another score keeps the comment', { score: 8 }, { score: 8, comment: 'Fine.' }],
    ['another comment keeps the score', { comment: 'Good.' }, { score: 7, comment: 'Good.' }],
    ['an empty comment takes it away', { comment: ' ' }, { score: 7, comment: null }],
  ])('revises: %s', (_, fields, changed) => {
    expect(decide(answer(fields), 'api', known, later(7))).toEqual({
      kind: 'revised',
      former: response,
      state: { ...response, ...changed, revision: 3, channel: 'api', change: 'revised', revisedAt: later(7).now },
    });
  });

  it.each([[{ score: 7 }], [{ comment: 'Fine. ' }], [{ score: 7, comment: '\r\nFine.' }], [{}]])(
    'changes nothing for %j, which says what is there',
    (fields) => {
      for (const days of [0, 8]) {
        expect(decide(answer(fields), 'api', known, later(days))).toEqual({ kind: 'unchanged', state: response });
      }
    },
  );

  it.each([
    ['unknown invitation', answer({ score: 1 }), {}, 0],
    ['expired', answer({ score: 1 }), { invitation }, 30],
    ['expired', answer({ score: 7 }), known, 30],
    ['edit window over', answer({ score: 1 }), known, 7.001],
    ['score missing', answer({ comment: 'x' }), { invitation }, 0],
    ['impossible moment', { contactId: 'c', touchpoint: 't', score: 1, answeredAt: '2026-03-02T09:30:01Z' }, {}, 1],
  ])('refuses: %s', (because, sent, about, days) => {
    expect(decide(sent, 'api', about, later(days))).toEqual({ kind: 'refused', because });
  });
});
