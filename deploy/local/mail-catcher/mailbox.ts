import { appendFile, mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Mail } from './mail.js';

/** How many mails are kept; the oldest go first. */
export const MOST_KEPT = 1_000;

/** The mails that were taken in, newest first; in a folder as well, where one is given. */
export class Mailbox {
  private mails: Mail[] = [];
  private linesOnDisk = 0;
  /** Writes follow each other, so that lines never mix. */
  private writing: Promise<void> = Promise.resolve();

  private constructor(private readonly file: string | undefined) {}

  /** Opens a mailbox with what its folder kept; without a folder it starts empty. */
  static async open(folder?: string): Promise<Mailbox> {
    if (folder === undefined) return new Mailbox(undefined);
    await mkdir(folder, { recursive: true });
    const mailbox = new Mailbox(join(folder, 'mails.jsonl'));
    const lines = await readFile(mailbox.file!, 'utf8').catch(() => '');
    // A mail that came in while the file was rewritten may be in it twice.
    const byId = new Map(
      lines
        .split('\n')
        .flatMap(readLine)
        .map((mail) => [mail.id, mail]),
    );
    mailbox.mails = [...byId.values()].slice(-MOST_KEPT);
    await mailbox.rewrite();
    return mailbox;
  }

  /** Keeps a mail; when it returns, the mail is on disk as well. */
  async add(mail: Mail): Promise<void> {
    this.mails.push(mail);
    if (this.mails.length > MOST_KEPT) this.mails.shift();
    await this.next(async () => {
      if (this.linesOnDisk >= 2 * MOST_KEPT) return this.rewrite();
      if (this.file) await appendFile(this.file, `${JSON.stringify(mail)}\n`);
      this.linesOnDisk++;
    });
  }

  /** Mails, newest first; those to one address, where it is given. */
  list(to?: string): Mail[] {
    const wanted = to?.trim().toLowerCase();
    const found = wanted
      ? this.mails.filter((mail) => mail.to.some((address) => address.toLowerCase() === wanted))
      : this.mails;
    return found.toReversed();
  }

  /** One mail, or nothing. */
  find(id: string): Mail | undefined {
    return this.mails.find((mail) => mail.id === id);
  }

  /** Forgets every mail. */
  async clear(): Promise<void> {
    this.mails = [];
    await this.next(() => this.rewrite());
  }

  /** Waits until everything is written. */
  async close(): Promise<void> {
    await this.writing;
  }

  private next(write: () => Promise<void>): Promise<void> {
    const done = this.writing.then(write);
    this.writing = done.catch(() => {});
    return done;
  }

  /** Writes what is kept and drops the rest; a crash in between leaves the old file. */
  private async rewrite(): Promise<void> {
    const kept = [...this.mails];
    this.linesOnDisk = kept.length;
    if (!this.file) return;
    await writeFile(`${this.file}.new`, kept.map((mail) => `${JSON.stringify(mail)}\n`).join(''));
    await rename(`${this.file}.new`, this.file);
  }
}

/** A line that a crash cut off is not a mail. */
function readLine(line: string): Mail[] {
  try {
    return [JSON.parse(line) as Mail];
  } catch {
    return [];
  }
}
