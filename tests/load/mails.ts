import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createTransport } from 'nodemailer';
import { projectRoot } from '../../deploy/local/stack/project-root.js';
import { surveyDispatch } from '../../services/survey-dispatch/src/app.module.js';
import { CONCURRENT_MAILS } from '../../services/survey-dispatch/src/deliveries/delivery.rules.js';
import type { Arena } from './arena.js';
import { seedInvitations } from './invitations.js';
import type { Side } from './measure.js';

const MAILS = 3_000;
/** Mails that have not come by then will not come. */
const LONGEST_MS = 120_000;

/** A mail server in a process of its own, which takes mails from either side. */
export class SmtpSink {
  private constructor(
    private readonly child: ChildProcess,
    readonly url: string,
  ) {}

  static async start(): Promise<SmtpSink> {
    const child = fork(join(projectRoot(), 'dist/tests/load/smtp-sink.js'));
    const [{ url }] = (await once(child, 'message')) as [{ url: string }];
    return new SmtpSink(child, url);
  }

  /** Mails per second from the first to the last that comes, whatever starts them. */
  async perSecond(mails: number): Promise<number> {
    this.child.send(mails);
    const signal = AbortSignal.timeout(LONGEST_MS);
    const [{ milliseconds }] = (await once(this.child, 'message', { signal })) as [{ milliseconds: number }];
    return ((mails - 1) * 1000) / milliseconds;
  }

  stop(): void {
    this.child.disconnect();
  }
}

/** R10, ours: due invitations become mails as in service: claimed, rendered with their links, sent, settled, announced. */
export function invitationMails(arena: Arena, sink: SmtpSink): Side {
  return {
    run: async () => {
      await seedInvitations(arena, { due: MAILS, later: 0 });
      const measured = sink.perSecond(MAILS);
      const service = await arena.start(surveyDispatch, await arena.newTopics(), { SMTP_URL: sink.url });
      try {
        return await measured;
      } finally {
        await service.stop();
      }
    },
  };
}

/** R10, the limit: nodemailer's pool sends one static mail again and again. */
export function bareMails(sink: SmtpSink): Side {
  return {
    run: async () => {
      const transport = createTransport({ url: sink.url, pool: true, maxConnections: CONCURRENT_MAILS });
      const measured = sink.perSecond(MAILS);
      const mail = {
        from: 'bench@rapport.example',
        to: 'c@bench.example',
        subject: 'How likely?',
        text: 'x'.repeat(1_500),
      };
      await Promise.all(
        Array.from({ length: CONCURRENT_MAILS }, async () => {
          for (let sent = 0; sent < MAILS / CONCURRENT_MAILS; sent++) await transport.sendMail(mail);
        }),
      );
      transport.close();
      return measured;
    },
  };
}
