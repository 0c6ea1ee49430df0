import { contracts } from '#contracts';
import { newId } from '#messaging';
import { DAY, eventually } from '#testing';
import { BROWSER, Intake, OLDER_LINK_SECRET } from '../fixtures/intake.js';

let intake: Intake;

beforeAll(async () => {
  intake = await Intake.start();
}, 60_000);
afterAll(() => intake?.harness.stop(), 30_000);

interface Page {
  readonly status: number;
  readonly html: string;
  readonly headers: Headers;
  /** Where it was in the end. */
  readonly url: string;
}

/** Behaves like a browser without JavaScript, or like a mail scanner: follows redirects. */
async function browse(path: string, init: RequestInit = {}): Promise<Page> {
  const headers = { 'user-agent': BROWSER, ...(init.headers as Record<string, string>) };
  const answer = await fetch(intake.service.url + path, { ...init, headers });
  return { status: answer.status, html: await answer.text(), headers: answer.headers, url: answer.url };
}

const send = (token: string, fields: Record<string, string> | [string, string][]) =>
  browse(`/s/${token}`, { method: 'POST', body: new URLSearchParams(fields) });

const responsesTo = (invitationId: string) =>
  intake.harness.database.query('SELECT * FROM response_intake.responses WHERE invitation_id = $1', [invitationId]);

const checkedIn = (html: string) => html.match(/value="(\d+)" required checked/)?.[1];

describe('a survey link', () => {
  it('records nothing when a mail scanner follows all eleven links, with GET and with HEAD', async () => {
    const invitationId = await intake.invite();
    const token = intake.token(invitationId);
    for (let score = 0; score <= 10; score++) {
      for (const method of ['GET', 'HEAD']) {
        const page = await browse(`/s/${token}?score=${score}`, { method });
        expect(page.status).toBe(200);
        if (method === 'GET') expect(checkedIn(page.html)).toBe(String(score));
        expect((await browse(`/s/${token}/thanks`, { method })).status).toBe(200);
      }
    }
    expect(await responsesTo(invitationId)).toEqual([]);
    const published = await intake.harness.database.query('SELECT * FROM response_intake.outbox');
    expect(published).toEqual([]);
  }, 30_000);

  it.each(['11', '-1', '3.5', '9+', 'abc', '', '1&score=2'])(
    'chooses nothing for the score %j in it',
    async (score) => {
      const token = intake.token(await intake.invite());
      const page = await browse(`/s/${token}?score=${score}`);
      expect(page.status).toBe(200);
      expect(checkedIn(page.html)).toBeUndefined();
    },
    30_000,
  );

  it('shows the question in its language and escapes it', async () => {
    const question = '<script>alert("1")</script> Qual a chance de você recomendar?';
    const token = intake.token(await intake.invite({ locale: 'pt-BR', question }));
    const { html } = await browse(`/s/${token}`);
    expect(html).toContain('<html lang="pt" dir="ltr">');
    expect(html).toContain('Enviar resposta');
    expect(html).toContain('&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt;');
    expect(html).not.toContain('<script');
  }, 30_000);

  it('allows no script, no frame and no referrer, and is never cached', async () => {
    const { headers } = await browse(`/s/${intake.token(await intake.invite())}`);
    expect(headers.get('content-security-policy')).toMatch(/^default-src 'none'; style-src 'sha256-[^']+'; /);
    expect(headers.get('content-security-policy')).not.toContain('unsafe');
    expect(headers.get('referrer-policy')).toBe('no-referrer');
    expect(headers.get('cache-control')).toBe('no-store');
  }, 30_000);

  it.each([
    ['cut off', (token: string) => token.slice(0, -3)],
    ['with something glued to it', (token: string) => token + 'x'.repeat(200)],
    ['with a segment too many', (token: string) => `${token}/thanks/more`],
    ['with another invitation in it', (token: string) => `v1.${'A'.repeat(28)}.${token.slice(-24)}`],
    ['signed by somebody else', () => intake.token(newId(), 'a-foreign-secret-of-some-length')],
    ['that is no token', () => 'hello'],
  ])(
    '%s leads to a page that says so, whatever the method',
    async (_, change) => {
      const link = change(intake.token(await intake.invite()));
      for (const method of ['GET', 'POST']) {
        const page = await browse(`/s/${link}`, {
          method,
          headers: { 'accept-language': 'de-CH,en;q=0.5' },
          ...(method === 'POST' && { body: new URLSearchParams({ score: '9' }) }),
        });
        expect(page.status).toBe(404);
        expect(page.html).toContain('Dieser Link funktioniert nicht');
        expect(page.headers.get('content-type')).toBe('text/html; charset=utf-8');
      }
    },
    30_000,
  );

  it('leads to a page that says so when its time is over, and records nothing', async () => {
    const invitationId = await intake.invite();
    const token = intake.token(invitationId, undefined, -1);
    expect(await browse(`/s/${token}`)).toMatchObject({
      status: 410,
      html: expect.stringContaining('This survey is over'),
    });
    expect((await send(token, { score: '9' })).status).toBe(410);
    expect(await responsesTo(invitationId)).toEqual([]);
  }, 30_000);

  it('still opens when it was signed before a rotation of the secret', async () => {
    const token = intake.token(await intake.invite(), OLDER_LINK_SECRET);
    expect((await browse(`/s/${token}`)).status).toBe(200);
  }, 30_000);

  it('asks to come back when the mail was quicker than the event, and keeps what was typed', async () => {
    const token = intake.token(newId());
    const page = await browse(`/s/${token}`);
    expect(page).toMatchObject({ status: 503, html: expect.stringContaining(`href="/s/${token}"`) });
    expect(page.headers.get('retry-after')).toBe('5');
    const posted = await send(token, { score: '4', comment: '"Slow" & <late>' });
    expect(posted.status).toBe(503);
    expect(posted.html).toContain('name="score" value="4"');
    expect(posted.html).toContain('name="comment" value="&quot;Slow&quot; &amp; &lt;late&gt;"');
  });
});

describe('the form', () => {
  it('records once and thanks on a page that can be loaded again', async () => {
    const published = await intake.harness.published(contracts.responseRecorded);
    const invitationId = await intake.invite({ locale: 'fr-CA' });
    const token = intake.token(invitationId);
    const thanks = await send(token, { score: '10', comment: '' });
    expect(thanks).toMatchObject({ status: 200, url: `${intake.service.url}/s/${token}/thanks` });
    expect(thanks.html).toContain('Merci');
    expect(thanks.html).toContain('Votre note\u00a0: <bdi dir="ltr">10 / 10</bdi>');
    await browse(`/s/${token}/thanks`);
    await send(token, { score: '10', comment: '' });
    expect(await responsesTo(invitationId)).toMatchObject([
      { revision: 1, score: 10, comment: null, channel: 'page', contact_id: `contact-${invitationId}` },
    ]);
    const ofThis = () => published().filter(({ data }) => data.invitationId === invitationId);
    await eventually(() => expect(ofThis()).toMatchObject([{ data: { revision: 1, channel: 'page' } }]));
  }, 30_000);

  it('lets a later comment revise the answer and keep its score', async () => {
    const invitationId = await intake.invite();
    const token = intake.token(invitationId);
    await send(token, { score: '3', comment: '' });
    const commented = await send(token, { comment: 'Too <slow>.\r\nReally.' });
    expect(commented.html).toContain('Too &lt;slow&gt;.\nReally.</p>');
    expect(await responsesTo(invitationId)).toMatchObject([{ revision: 2, score: 3, comment: 'Too <slow>.\nReally.' }]);
    await send(token, { comment: '' });
    expect(await responsesTo(invitationId)).toMatchObject([{ revision: 3, score: 3, comment: null }]);
  }, 30_000);

  it('opens again with the answer that was given, to be changed', async () => {
    const token = intake.token(await intake.invite());
    await send(token, { score: '3', comment: 'Because.' });
    const page = await browse(`/s/${token}?change=1`);
    expect(checkedIn(page.html)).toBe('3');
    expect(page.html).toContain('Because.</textarea>');
  }, 30_000);

  it.each([
    ['no score', [['comment', 'Kept.']], 'Please choose a number'],
    [
      'a score of 11',
      [
        ['score', '11'],
        ['comment', 'Kept.'],
      ],
      'Please choose a number',
    ],
    [
      'a score of 3.5',
      [
        ['score', '3.5'],
        ['comment', 'Kept.'],
      ],
      'Please choose a number',
    ],
    [
      'two scores',
      [
        ['score', '3'],
        ['score', '4'],
        ['comment', 'Kept.'],
      ],
      'Please choose a number',
    ],
    [
      'too long a comment',
      [
        ['score', '3'],
        ['comment', `Kept.${'x'.repeat(5000)}`],
      ],
      'at most 5,000 characters',
    ],
  ] as [string, [string, string][], string][])(
    'shows itself again with a message for %s',
    async (_, fields, message) => {
      const invitationId = await intake.invite();
      const page = await send(intake.token(invitationId), fields);
      expect(page.status).toBe(400);
      expect(page.html).toMatch(new RegExp(`role="alert"[^>]*>[^]*<li><a href="#(score|comment)">[^<]*${message}`));
      expect(page.html).toContain('Kept.');
      expect(await responsesTo(invitationId)).toEqual([]);
    },
    30_000,
  );

  it('takes nothing but a form', async () => {
    const invitationId = await intake.invite();
    const init = { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{"score": 9}' };
    const page = await browse(`/s/${intake.token(invitationId)}`, init);
    expect(page).toMatchObject({ status: 415, html: expect.stringContaining('Something went wrong') });
    expect(await responsesTo(invitationId)).toEqual([]);
  }, 30_000);

  it('shows the answer without a form once the edit window is over', async () => {
    const invitationId = await intake.invite();
    const token = intake.token(invitationId);
    await send(token, { score: '8', comment: 'Good.' });
    intake.clock.advance(8 * DAY);
    const page = await browse(`/s/${token}?score=2`);
    expect(page).toMatchObject({ status: 200, html: expect.stringContaining('can no longer be changed') });
    expect(page.html).toContain('Good.');
    expect(page.html).not.toContain('<form');
    expect((await send(token, { score: '2' })).status).toBe(409);
    expect(await responsesTo(invitationId)).toMatchObject([{ revision: 1, score: 8 }]);
  }, 30_000);
});
