import { contracts, type DataOf } from '#contracts';
import { newId } from '#messaging';
import { eventually } from '#testing';
import { Intake } from '../fixtures/intake.js';
import { store, storedResponse } from '../fixtures/stored-responses.js';

let intake: Intake;
let recorded: () => { data: DataOf<typeof contracts.responseRecorded> }[];
let reports: () => { data: DataOf<typeof contracts.erasedInResponseIntake> }[];

beforeAll(async () => {
  intake = await Intake.start();
  recorded = await intake.harness.published(contracts.responseRecorded);
  reports = await intake.harness.published(contracts.erasedInResponseIntake);
}, 60_000);
afterAll(() => intake?.harness.stop(), 30_000);

const page = (invitationId: string, init: RequestInit = {}) =>
  fetch(`${intake.service.url}/s/${intake.token(invitationId)}`, { redirect: 'manual', ...init });
const submit = (invitationId: string, score: number) =>
  page(invitationId, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: `score=${score}`,
  });
const row = (invitationId: string, condition: string) =>
  intake.harness.database.query(`SELECT 1 FROM response_intake.invitations WHERE invitation_id = $1 AND ${condition}`, [
    invitationId,
  ]);

async function takeBack(invitationId: string, contactId: string): Promise<void> {
  const changedAt = intake.clock.now().toISOString();
  await intake.harness.publish(contracts.invitationCancelled, {
    invitationId,
    contactId,
    reason: 'reopened',
    changedAt,
  });
  await eventually(async () => expect(await row(invitationId, 'taken_back_at IS NOT NULL')).toHaveLength(1));
}

async function erase(contactId: string): Promise<Record<string, unknown>> {
  const erasureId = newId();
  const erasedAt = intake.clock.now().toISOString();
  await intake.harness.publish(contracts.contactErased, { contactId, erasureId, erasedAt });
  return eventually(() => {
    const report = reports().find(({ data }) => data.erasureId === erasureId);
    expect(report?.data.contactId).toBe(contactId);
    return report!.data.records as Record<string, unknown>;
  });
}

async function merge(contactId: string, survivorId: string): Promise<void> {
  const mergedAt = intake.clock.now().toISOString();
  await intake.harness.publish(contracts.contactMerged, { contactId, survivorId, mergedAt });
  await eventually(async () => {
    const sql = 'SELECT 1 FROM response_intake.merged_ids WHERE id = $1';
    expect(await intake.harness.database.query(sql, [contactId])).toHaveLength(1);
  });
}

describe('an invitation that was taken back', () => {
  it('is not answered any more, and the page says so', async () => {
    const invitationId = await intake.invite({ contactId: 'reopened' });
    await takeBack(invitationId, 'reopened');
    const refused = await intake.post({ invitationId, score: 7 });
    expect(refused).toMatchObject({ status: 410, body: { detail: 'the invitation was taken back' } });
    for (const answer of [await page(invitationId), await submit(invitationId, 7)]) {
      expect(answer.status).toBe(410);
      expect(await answer.text()).toContain('<h1>This survey was taken back</h1>');
    }
    expect((await intake.stored()).responses).toEqual([]);
  }, 30_000);

  it('stays so where its scheduling comes later', async () => {
    const invitationId = newId();
    await takeBack(invitationId, 'overtaken');
    expect((await page(invitationId)).status).toBe(503);
    await intake.invite({ invitationId, contactId: 'overtaken' });
    await eventually(async () => expect((await page(invitationId)).status).toBe(410));
  }, 30_000);

  it('lets an answer be changed that was given before', async () => {
    const invitationId = await intake.invite({ contactId: 'quicker' });
    expect((await intake.post({ invitationId, score: 7 })).status).toBe(201);
    await takeBack(invitationId, 'quicker');
    expect((await intake.post({ invitationId, score: 8 })).status).toBe(200);
    // On to where she stopped: it is not over.
    expect((await page(invitationId)).status).toBe(303);
  }, 30_000);
});

describe('an erasure', () => {
  const secret = 'Call me, Erasmia, at +5511987654321';

  it('takes what was written out of every revision, and moves no score', async () => {
    const invitationId = await intake.invite({ contactId: 'erasmia' });
    await intake.post({ invitationId, score: 3, comment: secret });
    await intake.post({ invitationId, score: 4, comment: `${secret}!` });
    await intake.harness.database.query(
      `UPDATE response_intake.responses SET answers = $1 WHERE contact_id = 'erasmia'`,
      [
        JSON.stringify([
          { questionId: 'why', kind: 'text', text: secret },
          { questionId: 'stars', kind: 'rating', rating: 2 },
        ]),
      ],
    );
    await intake.post({ contactId: 'erasmia', touchpoint: 't', score: 9 });
    await eventually(() => expect(recorded().filter(({ data }) => data.contactId === 'erasmia')).toHaveLength(3));
    expect(await erase('erasmia')).toEqual({ responses: 1, formerRevisions: 1 });
    const { responses, former } = await intake.stored();
    const kept = responses.filter((it) => it.contact_id === 'erasmia');
    kept.sort((a, b) => Number(a.score) - Number(b.score));
    expect(kept).toMatchObject([
      { score: 4, comment: null, answers: [{ questionId: 'stars', kind: 'rating', rating: 2 }] },
      { score: 9, comment: null, answers: null },
    ]);
    expect(JSON.stringify([responses, former])).not.toContain('Erasmia');
    expect(await erase('erasmia')).toEqual({});
    expect(recorded().filter(({ data }) => data.contactId === 'erasmia')).toHaveLength(3);
  }, 30_000);

  it('takes out the address by which somebody is known, and what was written of them', async () => {
    const { database } = intake.harness;
    const contact = { contactId: 'known', version: 1, email: 'Known@acme.example', emailConsent: true };
    const now = intake.clock.now();
    await intake.harness.publish(contracts.contactSnapshot, { ...contact, updatedAt: now.toISOString() });
    const known = () => database.query(`SELECT email FROM response_intake.contacts WHERE contact_id = 'known'`);
    await eventually(async () => expect(await known()).toEqual([{ email: 'known@acme.example' }]));
    const fields = { contact_id: 'known', source: 'a tool', state: 'excluded', user_agent_family: 'Firefox' };
    const rows = [
      { state_reason: 'answered_too_fast', external_id: 'person-7' },
      { state_reason: 'Known is on our payroll', external_id: 'known@acme.example' },
      { state_reason: null, external_id: 'known@acme.example 2' },
    ].map((it) => storedResponse(now, { ...fields, ...it }));
    await store(intake.harness, rows);
    await database.query(
      `INSERT INTO response_intake.former_revisions (response_id, revision, score, channel, revised_at, state_reason)
       VALUES ($1, 0, 9, 'page', now(), 'Known called us')`,
      [rows[0]!.response_id],
    );
    expect(await erase('known')).toEqual({ contacts: 1, responses: 2, formerRevisions: 1 });
    expect(await known()).toEqual([]);
    const { responses, former } = await intake.stored();
    expect(JSON.stringify([responses, former])).not.toMatch(/payroll|called|acme\.example/);
    expect(responses.filter((it) => it.external_id === 'person-7')).toMatchObject([
      { score: 9, state: 'excluded', state_reason: 'answered_too_fast', user_agent_family: 'Firefox' },
    ]);
    expect(await erase('known')).toEqual({});
  }, 30_000);

  it('has every later answer refused, and the page say why', async () => {
    const open = await intake.invite({ contactId: 'erasmia' });
    for (const body of [
      { invitationId: open, score: 7, comment: secret },
      { contactId: 'erasmia', touchpoint: 't', score: 7, comment: secret },
    ]) {
      const { status, body: problem } = await intake.post(body);
      expect({ status, detail: problem.detail }).toEqual({
        status: 410,
        detail: 'the personal data of this contact were erased',
      });
    }
    for (const answer of [await page(open), await submit(open, 7)]) {
      expect(answer.status).toBe(410);
      expect(await answer.text()).toContain('Your personal data have been deleted');
    }
    expect(JSON.stringify(await intake.stored())).not.toContain('Erasmia');
  }, 30_000);
});

describe('a merge', () => {
  const contactsOf = async (...ids: unknown[]) =>
    (await intake.stored()).responses.filter((it) => ids.includes(it.response_id)).map((it) => it.contact_id);

  it('has the responses be the survivor’s, and those that come under the former id', async () => {
    const waiting = await intake.invite({ contactId: 'tom-2' });
    const before = await intake.post({ contactId: 'tom-2', touchpoint: 't', score: 9 });
    await merge('tom-2', 'tom');
    const after = await intake.post({ contactId: 'tom-2', touchpoint: 't', score: 9 });
    const invited = await intake.post({ invitationId: waiting, score: 8 });
    const ids = [before, after, invited].map(({ body }) => body.responseId);
    expect(await contactsOf(...ids)).toEqual(['tom', 'tom', 'tom']);
    await eventually(() => {
      const told = recorded().filter(({ data }) => ids.slice(1).includes(data.responseId));
      expect(told.map(({ data }) => data.contactId)).toEqual(['tom', 'tom']);
    });
  }, 30_000);

  it('has accounts be their survivors', async () => {
    const own = { contactId: 'max', accountId: 'old-acme', touchpoint: 't', score: 9 };
    const before = await intake.post(own);
    const mergedAt = intake.clock.now().toISOString();
    await intake.harness.publish(contracts.accountMerged, { accountId: 'old-acme', survivorId: 'new-acme', mergedAt });
    const accounts = async () =>
      (await intake.stored()).responses.filter((it) => it.contact_id === 'max').map((it) => it.account_id);
    await eventually(async () => expect(await accounts()).toEqual(['new-acme']));
    expect((await intake.post(own)).status).toBe(201);
    expect(await accounts()).toEqual(['new-acme', 'new-acme']);
    expect(before.status).toBe(201);
  }, 30_000);
});
