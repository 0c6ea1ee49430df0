import { domainToASCII } from 'node:url';
import { encodeWord, encodeWords, isPlainText } from 'nodemailer/lib/mime-funcs/index.js';
import { encode, wrap } from 'nodemailer/lib/qp/index.js';

/** Somebody's name, which may be empty, and address. */
export interface Mailbox {
  readonly name: string;
  readonly address: string;
}

/** A message with a plain and an HTML form, to one person. */
export interface MimeMessage {
  readonly from: Mailbox;
  readonly to: Mailbox;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  /** In angle brackets. */
  readonly messageId: string;
  readonly date: Date;
  /** ASCII, each value in one line. */
  readonly headers: Readonly<Record<string, string>>;
}

/** RFC 5322 allows lines of 998 characters; what has longer ones is encoded. */
const LONGEST_LINE = 998;
const WORD_LENGTH = 52;
const QUOTED_LINE = 76;
/** Quoted-printable has no equals sign before an underscore, and our words have none in front of a line. */
const BOUNDARY = '=_rapport';

/** An address as a server takes it, or nothing where it is none: its domain in ASCII, and no character that means something. */
export function writableAddress(address: string): string | undefined {
  const [, local, domain] = /^([^\s<>()[\]\\,;:"@]+)@([^\s<>()[\]\\,;:"@]+)$/.exec(address) ?? [];
  if (!local || !domain) return undefined;
  const ascii = isAscii(domain) ? domain : domainToASCII(domain);
  return ascii ? `${local}@${ascii}` : undefined;
}

/**
 * Writes a whole message (RFC 5322, 2045 and 2046) in one go, so that it costs its connection one write. Both forms go out as
 * they are where they are ASCII: characters beyond it are named in the HTML, and encode the plain form.
 */
export function writeMessage({ from, to, subject, text, html, messageId, date, headers }: MimeMessage): string {
  let head = `From: ${mailbox(from)}\r\nTo: ${mailbox(to)}\r\nSubject: ${words(subject)}\r\nMessage-ID: ${messageId}\r\n`;
  head += `Date: ${date.toUTCString().replace('GMT', '+0000')}\r\nMIME-Version: 1.0\r\n`;
  for (const name in headers) head += `${name}: ${headers[name]}\r\n`;
  head += `Content-Type: multipart/alternative; boundary="${BOUNDARY}"\r\n\r\n`;
  return `${head}${part('plain', text)}${part('html', inEntities(html))}--${BOUNDARY}--\r\n`;
}

function part(kind: 'plain' | 'html', content: string): string {
  const lines = content.replace(/\r?\n|\r/g, '\r\n');
  const plain = isAscii(lines) && !hasLongLine(lines);
  const [encoding, encoded] = plain ? ['7bit', lines] : ['quoted-printable', wrap(encode(lines), QUOTED_LINE)];
  return `--${BOUNDARY}\r\nContent-Type: text/${kind}; charset=utf-8\r\nContent-Transfer-Encoding: ${encoding}\r\n\r\n${encoded}\r\n`;
}

/** Characters beyond ASCII as HTML names them. */
function inEntities(html: string): string {
  return isAscii(html) ? html : html.replace(/[^\0-\x7f]/gu, (character) => `&#${character.codePointAt(0)};`);
}

function mailbox({ name, address }: Mailbox): string {
  const said = oneLine(name).trim();
  if (said === '') return address;
  const phrase = isPlainText(said) ? `"${said.replace(/["\\]/g, '\\$&')}"` : encodeWord(said, 'Q', WORD_LENGTH);
  return `${folded(phrase)} <${address}>`;
}

function words(text: string): string {
  return folded(encodeWords(oneLine(text), 'Q', WORD_LENGTH));
}

/** Encoded words on lines of their own: a line of a header is not long. */
function folded(encoded: string): string {
  return encoded.replaceAll('?= =?', '?=\r\n =?');
}

function oneLine(text: string): string {
  return text.replace(/\p{Cc}+/gu, ' ');
}

function isAscii(text: string): boolean {
  return !/[^\0-\x7f]/.test(text);
}

function hasLongLine(text: string): boolean {
  for (let start = 0; ; ) {
    const end = text.indexOf('\n', start);
    if ((end < 0 ? text.length : end) - start > LONGEST_LINE) return true;
    if (end < 0) return false;
    start = end + 1;
  }
}
