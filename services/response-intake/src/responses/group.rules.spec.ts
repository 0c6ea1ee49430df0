import type { Invitation } from '../invitations/invitation.rules.js';
import { type KnownToGroup, planGroup, type Submission } from './group.rules.js';
import type { Circumstances } from './response.rules.js';

const now = new Date('2026-03-01T09:30:00Z');
const invitation: Invitation = {
  ...{
    invitationId: 'i',
    contactId: 'c',
    accountId: null,
    programId: 'p',
    touchpoint: 't',
    question: 'q',
    locale: 'en',
    surveyVersionId: null,
  },
  ...{ expiresAt: new Date('2026-04-01T00:00:00Z'), correlationId: 'x', causeEventId: 'y', lineage: 'z' },
};
const nothing: KnownToGroup = { invitations: [invitation], responses: [], remembered: [] };

function circumstances(): Circumstances {
  let ids = 0;
  return { now, editWindowMs: 1000, fastestAnswerSeconds: 1, newId: () => `r-${++ids}` };
}

const invited = (score: number, more: Partial<Submission> = {}): Submission => ({
  answer: { invitationId: 'i', score },
  channel: 'api',
  ...more,
});
const uninvited = (more: Partial<Submission> = {}): Submission => ({
  answer: { contactId: 'c', touchpoint: 't', score: 5 },
  channel: 'api',
  ...more,
});
const keyed = (key: string, bodyHash = 'same', caller = 'crm') => ({ idempotency: { caller, key, bodyHash } });
const short = (plan: ReturnType<typeof planGroup>) =>
  plan.outcomes.map((it) =>
    it.kind === 'refused' ? it.because : `${it.kind} ${it.receipt.responseId}/${it.receipt.revision}`,
  );

describe('planGroup', () => {
  it('records what names merged ids for their survivors, and nothing for one who was erased', () => {
    const ids = {
      contacts: new Map([['c', 'survivor']]),
      accounts: new Map([['a', 'acme']]),
      erased: new Set<string>(),
    };
    const known = { ...nothing, invitations: [{ ...invitation, accountId: 'a' }], ids };
    const { inserted } = planGroup([invited(1), uninvited()], known, circumstances());
    expect(inserted).toMatchObject([{ contactId: 'survivor', accountId: 'acme' }, { contactId: 'survivor' }]);
    const erased = { ...known, ids: { ...ids, erased: new Set(['survivor']) } };
    expect(short(planGroup([invited(1), uninvited()], erased, circumstances()))).toEqual(['erased', 'erased']);
  });

  it('takes answers to one invitation in their order, and writes the last state of it once', () => {
    const plan = planGroup([invited(1), invited(2), invited(2), invited(3)], nothing, circumstances());
    expect(short(plan)).toEqual(['recorded r-1/1', 'revised r-1/2', 'unchanged r-1/2', 'revised r-1/3']);
    expect(plan.inserted).toMatchObject([{ responseId: 'r-1', revision: 3, score: 3 }]);
    expect(plan.updated).toEqual([]);
    expect(plan.former).toMatchObject([{ revision: 1 }, { revision: 2 }]);
    expect(plan.revisions.map(({ state }) => state.revision)).toEqual([1, 2, 3]);
  });

  it('updates a response that was there', () => {
    const [state] = planGroup([invited(1)], nothing, circumstances()).inserted;
    const plan = planGroup([invited(2), invited(3)], { ...nothing, responses: [state!] }, circumstances());
    expect(plan.inserted).toEqual([]);
    expect(plan.updated).toMatchObject([{ responseId: 'r-1', revision: 3, score: 3 }]);
    expect(plan.former).toMatchObject([{ revision: 1 }, { revision: 2 }]);
  });

  it('makes a response of each answer without invitation', () => {
    expect(short(planGroup([uninvited(), uninvited()], nothing, circumstances()))).toEqual([
      'recorded r-1/1',
      'recorded r-2/1',
    ]);
  });

  it('answers a key again that stands twice in the group, and refuses it with another body', () => {
    const group = [uninvited(keyed('k')), uninvited(keyed('k')), uninvited(keyed('k', 'other'))];
    const plan = planGroup(group, nothing, circumstances());
    expect(plan.outcomes).toMatchObject([{ replayed: false }, { replayed: true }, { because: 'key reused' }]);
    expect(plan.outcomes[1]).toEqual({ ...plan.outcomes[0], replayed: true });
    expect(plan.inserted).toHaveLength(1);
    expect(plan.remembered).toHaveLength(1);
  });

  it('answers a key again that was stored', () => {
    const { remembered } = planGroup([uninvited(keyed('k'))], nothing, circumstances());
    const plan = planGroup([uninvited(keyed('k'))], { ...nothing, remembered }, circumstances());
    expect(plan.outcomes).toMatchObject([{ kind: 'recorded', replayed: true, receipt: remembered[0]!.receipt }]);
    expect(plan).toMatchObject({ inserted: [], revisions: [], remembered: [] });
  });

  it('takes what has one id in one source as one response, in the order of its source', () => {
    const sent = (second: number, score: number): Submission => ({
      answer: {
        ...{ contactId: 'c', touchpoint: 't', score, source: 'crm', externalId: '1' },
        updatedAt: new Date(second * 1_000).toISOString(),
      },
      channel: 'api',
    });
    const plan = planGroup([sent(5, 1), sent(9, 2), sent(7, 3), sent(9, 4)], nothing, circumstances());
    expect(short(plan)).toEqual(['recorded r-1/1', 'revised r-1/2', 'unchanged r-1/2', 'unchanged r-1/2']);
    expect(plan.inserted).toMatchObject([{ revision: 2, score: 2, sourceUpdatedAt: new Date(9_000) }]);
    const later = planGroup([sent(10, 2), sent(8, 5)], { ...nothing, responses: plan.inserted }, circumstances());
    expect(short(later)).toEqual(['unchanged r-1/2', 'unchanged r-1/2']);
    expect(later.updated).toMatchObject([{ revision: 2, sourceUpdatedAt: new Date(10_000) }]);
    expect(later).toMatchObject({ former: [], revisions: [] });
  });

  it('tells of what counts, or counted, and settles what its respondent says again', () => {
    const byPage = (score: number, isAutomated = false) =>
      invited(score, { channel: 'page', signals: { agent: { isAutomated } } });
    const plan = planGroup([byPage(0, true), byPage(0, true), byPage(9), byPage(9)], nothing, circumstances());
    expect(short(plan)).toEqual(['recorded r-1/1', 'unchanged r-1/1', 'revised r-1/2', 'unchanged r-1/2']);
    expect(plan.inserted).toMatchObject([{ revision: 2, state: 'confirmed' }]);
    expect(plan.revisions.map(({ state }) => [state.revision, state.state])).toEqual([[2, 'provisional']]);
    expect(plan.former).toMatchObject([{ revision: 1, state: 'set_aside' }]);
  });

  it('keeps the keys of different callers apart', () => {
    const group = [uninvited(keyed('k')), uninvited(keyed('k', 'other', 'cdp'))];
    expect(short(planGroup(group, nothing, circumstances()))).toEqual(['recorded r-1/1', 'recorded r-2/1']);
  });

  it('lets a refused answer leave the others of its group alone, and remembers nothing of it', () => {
    const stranger: Submission = { answer: { invitationId: 'unknown', score: 1 }, channel: 'api', ...keyed('k') };
    const plan = planGroup([stranger, invited(1), uninvited(keyed('k'))], nothing, circumstances());
    expect(short(plan)).toEqual(['unknown invitation', 'recorded r-1/1', 'recorded r-2/1']);
  });

  it('gives each revision the chain of its invitation and the trace of its own request', () => {
    const group = [invited(1, { traceparent: 'one' }), uninvited({ traceparent: 'two' })];
    expect(planGroup(group, nothing, circumstances()).revisions).toMatchObject([
      { traceparent: 'one', invitation },
      { traceparent: 'two', invitation: undefined },
    ]);
  });
});
