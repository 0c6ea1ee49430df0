import { createHttpServer } from './http.js';
import { Mailbox } from './mailbox.js';
import { startSmtpServer } from './smtp.js';

/** Where a mail catcher listens; port 0 takes any free one. */
export interface MailCatcherOptions {
  readonly host: string;
  readonly smtpPort: number;
  readonly httpPort: number;
  /** Keeps the mails over a restart; without it they end with the process. */
  readonly folder?: string;
}

/** A mail catcher that runs. */
export interface MailCatcher {
  /** Such as `smtp://127.0.0.1:1025`. */
  readonly smtpUrl: string;
  /** Such as `http://127.0.0.1:8025`; the mails are under `/mail`. */
  readonly url: string;
  stop(): Promise<void>;
}

/** Starts a mail server that delivers nothing and shows everything: for development and tests. */
export async function startMailCatcher({ host, smtpPort, httpPort, folder }: MailCatcherOptions): Promise<MailCatcher> {
  const mailbox = await Mailbox.open(folder);
  const smtp = await startSmtpServer({ host, port: smtpPort }, (mail) => mailbox.add(mail));
  const http = createHttpServer(mailbox);
  await http.listen({ host, port: httpPort }).catch(async (error) => {
    await smtp.stop();
    throw error;
  });
  const reachable = host === '0.0.0.0' ? '127.0.0.1' : host;
  return {
    smtpUrl: `smtp://${reachable}:${smtp.port}`,
    url: `http://${reachable}:${(http.server.address() as { port: number }).port}`,
    stop: async () => {
      await smtp.stop();
      await http.close();
      await mailbox.close();
    },
  };
}
