import { randomUUID } from 'node:crypto';
import PostalMime from 'postal-mime';

/** A mail as it was taken in. */
export interface Mail {
  readonly id: string;
  /** ISO 8601. */
  readonly receivedAt: string;
  readonly from: string;
  /** Whom the SMTP envelope named, which is who would have got it. */
  readonly to: readonly string[];
  readonly subject: string;
  readonly text: string;
  /** Empty where the mail has no HTML part. */
  readonly html: string;
  readonly headers: Readonly<Record<string, string>>;
  /** File names; the files themselves are not kept. */
  readonly attachments: readonly string[];
}

/** What a list shows of a mail. */
export type MailSummary = Pick<Mail, 'id' | 'receivedAt' | 'from' | 'to' | 'subject'>;

/** Reads a mail as SMTP delivered it. */
export async function readMail(raw: Buffer, envelope: { from: string; to: readonly string[] }): Promise<Mail> {
  const { subject, text, html, headers, attachments } = await PostalMime.parse(raw);
  return {
    id: randomUUID(),
    receivedAt: new Date().toISOString(),
    from: envelope.from,
    to: envelope.to,
    subject: subject ?? '',
    text: text ?? '',
    html: html ?? '',
    headers: Object.fromEntries(headers.map(({ key, value }) => [key, value])),
    attachments: attachments.map(({ filename }) => filename ?? 'without a name'),
  };
}

/** The part of a mail that a list shows. */
export function summaryOf({ id, receivedAt, from, to, subject }: Mail): MailSummary {
  return { id, receivedAt, from, to, subject };
}
