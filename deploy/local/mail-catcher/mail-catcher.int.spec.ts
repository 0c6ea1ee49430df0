import { appendFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createTransport, type SendMailOptions } from 'nodemailer';
import type { Mail } from './mail.js';
import { type MailCatcher, startMailCatcher } from './mail-catcher.js';
import { MOST_KEPT } from './mailbox.js';

let folder: string;
let catcher: MailCatcher;

const start = () => startMailCatcher({ host: '127.0.0.1', smtpPort: 0, httpPort: 0, folder });

const MAIL: SendMailOptions = {
  from: 'Rapport <surveys@rapport.example>',
  to: 'Ana <ana@acme.example>',
  subject: 'Wie war’s? <b>0–10</b>',
  text: 'Answer here: https://nps.example/s/abc?score=9.',
  html: '<html><head></head><body><a href="https://nps.example/s/abc?score=9">9</a></body></html>',
  headers: { 'X-Rapport-Invitation': 'inv-1' },
};

async function send(...mails: SendMailOptions[]): Promise<void> {
  const transport = createTransport(catcher.smtpUrl);
  try {
    for (const mail of mails) await transport.sendMail({ ...MAIL, ...mail });
  } finally {
    transport.close();
  }
}

const get = (path: string) => fetch(catcher.url + path);
const list = async (query = '') => (await (await get(`/mail/api/messages${query}`)).json()) as Record<string, string>[];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mail-catcher-'));
  catcher = await start();
});
afterEach(async () => {
  await catcher.stop();
  await rm(folder, { recursive: true });
});

describe('the mail catcher', () => {
  it('shows as JSON what a mailer sent', async () => {
    await send({});
    const [summary] = await list();
    expect(summary).toMatchObject({ to: ['ana@acme.example'], from: 'surveys@rapport.example', subject: MAIL.subject });
    const mail = (await (await get(`/mail/api/messages/${summary!.id}`)).json()) as Mail;
    expect(mail).toMatchObject({ subject: MAIL.subject, headers: { 'x-rapport-invitation': 'inv-1' } });
    expect(mail.html.trim()).toBe(MAIL.html);
    expect(mail.text.trim()).toBe(MAIL.text);
  });

  it('shows in the browser what a mailer sent, with links that work and nothing that runs', async () => {
    await send({});
    const [{ id } = { id: '' }] = await list();
    expect(await (await get('/mail')).text()).toContain('Wie war’s? &lt;b&gt;0–10&lt;/b&gt;');
    const page = await (await get(`/mail/${id}`)).text();
    expect(page).toContain('<a href="https://nps.example/s/abc?score=9" target="_blank" rel="noopener">');
    expect(page).toMatch(/<iframe [^>]*sandbox="allow-popups allow-popups-to-escape-sandbox"/);
    const framed = await get(`/mail/${id}/html`);
    expect(framed.headers.get('content-security-policy')).toMatch(/^sandbox .*default-src 'none'/);
    expect(await framed.text()).toContain('<head><base target="_blank">');
  });

  it('finds the mails to one address, newest first', async () => {
    await send({ to: 'ben@acme.example' }, { subject: 'first' }, { subject: 'second' });
    expect((await list('?to=ANA@acme.example')).map(({ subject }) => subject)).toEqual(['second', 'first']);
    expect(await list('?to=nobody@acme.example')).toEqual([]);
  });

  it('has its mails again after a restart, also when the last line was cut off', async () => {
    await send({ subject: 'kept' });
    await catcher.stop();
    await appendFile(join(folder, 'mails.jsonl'), '{"id":"cut o');
    catcher = await start();
    await send({ subject: 'new' });
    expect((await list()).map(({ subject }) => subject)).toEqual(['new', 'kept']);
  });

  it('forgets everything when told to', async () => {
    await send({});
    expect((await fetch(`${catcher.url}/mail/api/messages`, { method: 'DELETE' })).status).toBe(204);
    expect(await list()).toEqual([]);
    await catcher.stop();
    catcher = await start();
    expect(await list()).toEqual([]);
  });

  it('keeps the newest thousand, in memory and on disk', async () => {
    const line = (subject: string) => JSON.stringify({ id: subject, to: [], subject });
    await catcher.stop();
    const lines = Array.from({ length: MOST_KEPT }, (_, i) => `${line(String(i))}\n`);
    await appendFile(join(folder, 'mails.jsonl'), lines.join(''));
    catcher = await start();
    await send({ subject: 'newest' });
    const kept = (await list()).map(({ subject }) => subject);
    expect([kept.length, kept[0], kept.at(-1)]).toEqual([MOST_KEPT, 'newest', '1']);
  });

  it('refuses a mail over 1 MiB and goes on', async () => {
    await expect(send({ text: 'x'.repeat((1 << 20) + 1) })).rejects.toThrow(/1 MiB|exceeds|552/);
    await send({ subject: 'small' });
    expect((await list()).map(({ subject }) => subject)).toEqual(['small']);
  });

  it('answers 404 for a mail that is not there', async () => {
    for (const path of ['/mail/x', '/mail/x/html', '/mail/api/messages/x']) expect((await get(path)).status).toBe(404);
  });
});
