import { Readable } from 'node:stream';
import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import SMTPPool from 'nodemailer/lib/smtp-pool/index.js';
import { SurveyDispatchConfig } from '../config.js';
import { CONCURRENT_MAILS, type SendOutcome } from '../deliveries/delivery.rules.js';
import { type Mail, MailClient } from './mail.client.js';
import { headersOf } from './mail-headers.rules.js';
import { type Mailbox, writableAddress, writeMessage } from './mime-message.client.js';
import { outcomeOfFailure, type SmtpFailure } from './smtp-outcome.rules.js';

const CONNECT_MS = 10_000;
const SILENCE_MS = 30_000;
/** Well within the lease: a mail that takes longer is cut off, so that nobody else can have it meanwhile. */
const SEND_MS = 90_000;

type Handed = Parameters<SMTPPool['send']>[0];

/** Sends mails over SMTP, on pooled connections. */
@Injectable()
export class SmtpMailClient extends MailClient implements OnModuleDestroy {
  private readonly pool: SMTPPool;
  private readonly from: Mailbox;
  private readonly domain: string;
  private readonly host: string;

  constructor(config: SurveyDispatchConfig) {
    super();
    const address = /[^<>@\s]+@[^<>@\s]+/.exec(config.mailFrom)![0];
    const name = config.mailFrom
      .split('<', 1)[0]!
      .trim()
      .replace(/^"(.*)"$/, '$1');
    this.from = { name: name === address ? '' : name, address: writableAddress(address) ?? address };
    this.domain = this.from.address.split('@')[1]!;
    this.host = new URL(config.smtpUrl).hostname;
    this.pool = new SMTPPool({
      url: config.smtpUrl,
      maxConnections: CONCURRENT_MAILS,
      // Whether to try again is decided here, where what was handed over is known.
      maxRequeues: 0,
      connectionTimeout: CONNECT_MS,
      greetingTimeout: CONNECT_MS,
      socketTimeout: SILENCE_MS,
    });
    // Each mail is told of its failure; a connection that fails between two is of no interest.
    this.pool.on('error' as 'idle', () => {});
  }

  async send(mail: Mail): Promise<SendOutcome> {
    const address = writableAddress(mail.to.address);
    if (address === undefined) return { kind: 'refused', reason: 'EENVELOPE API' };
    const { subject, text, html, at: date, senderName } = mail;
    const from = senderName ? { name: senderName, address: this.from.address } : this.from;
    const to = { name: mail.to.name, address };
    const messageId = `<${mail.id}@${this.domain}>`;
    const headers = headersOf(mail, this.host);
    const message = writeMessage({ from, to, subject, text, html, messageId, date, headers });
    return this.hand(messageId, { from: from.address, to: [address] }, message);
  }

  /** Gives the pool a message that is written already, in the form in which composers of messages give it theirs. */
  private hand(messageId: string, envelope: { from: string; to: string[] }, text: string): Promise<SendOutcome> {
    // Once the connection takes the text, the server may accept it.
    let flowing = false;
    const message = {
      getEnvelope: () => envelope,
      messageId: () => messageId,
      getHeader: () => messageId,
      createReadStream: () =>
        new Readable({
          read() {
            flowing = true;
            this.push(text);
            this.push(null);
          },
        }),
    };
    const mail = { data: { signal: AbortSignal.timeout(SEND_MS) }, message } as unknown as Handed;
    return new Promise((resolve) => {
      this.pool.send(mail, (error) =>
        resolve(error ? outcomeOfFailure(error as SmtpFailure, flowing) : { kind: 'accepted' }),
      );
    });
  }

  onModuleDestroy(): void {
    this.pool.close();
  }
}
