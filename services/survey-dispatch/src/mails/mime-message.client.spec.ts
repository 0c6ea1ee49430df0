import PostalMime from 'postal-mime';
import { type MimeMessage, writableAddress, writeMessage } from './mime-message.client.js';

const USUAL: MimeMessage = {
  from: { name: 'Acme Surveys', address: 'surveys@acme.example' },
  to: { name: 'Maria', address: 'maria@acme.example' },
  subject: 'One question for you',
  text: 'Hello,\n.\nyours',
  html: '<p>Hello</p>\n',
  messageId: '<1@acme.example>',
  date: new Date('2026-06-30T12:00:00Z'),
  headers: { 'List-Unsubscribe': `<https://nps.example/u/${'x'.repeat(120)}>` },
};

const read = (change: Partial<MimeMessage> = {}) => PostalMime.parse(writeMessage({ ...USUAL, ...change }));

describe('a message', () => {
  it('is read as it was meant, and sent as it is where it is ASCII', async () => {
    const mail = await read();
    expect(mail).toMatchObject({
      ...{ from: USUAL.from, to: [USUAL.to], subject: USUAL.subject, messageId: USUAL.messageId },
      date: '2026-06-30T12:00:00.000Z',
    });
    expect([mail.text!.trim(), mail.html!.trim()]).toEqual(['Hello,\n.\nyours', '<p>Hello</p>']);
    expect(mail.headers.find(({ key }) => key === 'list-unsubscribe')?.value).toBe(USUAL.headers['List-Unsubscribe']);
    expect(writeMessage(USUAL).match(/Encoding: 7bit/g)).toHaveLength(2);
  });

  it.each([
    ['Ação, "já" – 🙂'],
    ['日本語の長い長い長い長い長い長い長い長い長い長い長い長い長い長い長い長い長い長い名前'],
  ])('keeps every character of %s', async (said) => {
    const mail = await read({ subject: said, to: { ...USUAL.to, name: said }, text: said, html: `<p>${said}</p>` });
    expect([mail.subject, mail.to![0]!.name, mail.text!.trim()]).toEqual([said, said, said]);
    const shown = mail.html!.replace(/&#(\d+);/g, (_, code) => String.fromCodePoint(Number(code)));
    expect(shown.trim()).toBe(`<p>${said}</p>`);
    expect(writeMessage({ ...USUAL, subject: said, text: said, html: said })).not.toMatch(/\P{ASCII}/u);
  });

  it('has no line that is longer than a server takes', async () => {
    const long = 'word '.repeat(500);
    const lines = writeMessage({ ...USUAL, text: long, html: long, subject: 'ç'.repeat(900) }).split('\r\n');
    expect(Math.max(...lines.map(({ length }) => length))).toBeLessThanOrEqual(998);
    expect((await read({ text: long })).text!.trim()).toBe(long.trim());
  });

  it('has no header that came with a name or a subject', async () => {
    const bad = 'x\r\nBcc: everybody@acme.example\r\n\r\n<p>';
    const mail = await read({ subject: bad, to: { ...USUAL.to, name: bad }, from: { ...USUAL.from, name: bad } });
    expect(mail.bcc).toBeUndefined();
    expect(mail.html).toContain('Hello');
  });
});

describe('writableAddress', () => {
  it.each([
    ['maria@acme.example', 'maria@acme.example'],
    ['maria@bücher.example', 'maria@xn--bcher-kva.example'],
    ['maria', undefined],
    ['a@b@c.example', undefined],
    ['a <b@c.example>', undefined],
    ['a@b.example\r\nRCPT TO:<x@y.example>', undefined],
  ])('makes of %j: %p', (address, writable) => {
    expect(writableAddress(address)).toBe(writable);
  });
});
