import { Readable } from 'node:stream';
import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import { createTransport } from 'nodemailer';
import { SurveyDispatchConfig } from '../config.js';
import { CONCURRENT_MAILS, type SendOutcome } from '../deliveries/delivery.rules.js';
import { type Mail, MailClient } from './mail.client.js';
import { headersOf } from './mail-headers.rules.js';
import { outcomeOfFailure, type SmtpFailure } from './smtp-outcome.rules.js';

const CONNECT_MS = 10_000;
const SILENCE_MS = 30_000;
/** Well within the lease: a mail that takes longer is cut off, so that nobody else can have it meanwhile. */
const SEND_MS = 90_000;

/** Sends mails over SMTP, on pooled connections. */
@Injectable()
export class SmtpMailClient extends MailClient implements OnModuleDestroy {
  private readonly transport;
  private readonly domain: string;
  private readonly host: string;
  /** Message-IDs of mails whose text was handed to a connection: from then on the server may accept them. */
  private readonly flowing = new Set<string>();

  constructor(private readonly config: SurveyDispatchConfig) {
    super();
    this.domain = /@([^<>@\s]+)>?$/.exec(config.mailFrom)![1]!;
    this.host = new URL(config.smtpUrl).hostname;
    this.transport = createTransport({
      url: config.smtpUrl,
      pool: true,
      maxConnections: CONCURRENT_MAILS,
      // Whether to try again is decided here, where what was handed over is known.
      maxRequeues: 0,
      connectionTimeout: CONNECT_MS,
      greetingTimeout: CONNECT_MS,
      socketTimeout: SILENCE_MS,
      disableFileAccess: true,
      disableUrlAccess: true,
    });
    this.transport.use('stream', (mail, done) => {
      const messageId = String(mail.data.messageId);
      mail.message.processFunc((text) => Readable.from(this.noting(messageId, text)));
      done();
    });
  }

  async send(mail: Mail): Promise<SendOutcome> {
    const messageId = `<${mail.id}@${this.domain}>`;
    try {
      await this.transport.sendMail({
        from: this.config.mailFrom,
        to: mail.to,
        subject: mail.subject,
        text: mail.text,
        html: mail.html,
        messageId,
        headers: headersOf(mail, this.host),
        signal: AbortSignal.timeout(SEND_MS),
      });
      return { kind: 'accepted' };
    } catch (error) {
      return outcomeOfFailure(error as SmtpFailure, this.flowing.has(messageId));
    } finally {
      this.flowing.delete(messageId);
    }
  }

  /** Passes a mail's text on, and notes when the connection begins to take it. */
  private async *noting(messageId: string, text: Readable): AsyncGenerator<Buffer> {
    this.flowing.add(messageId);
    yield* text;
  }

  onModuleDestroy(): void {
    this.transport.close();
  }
}
