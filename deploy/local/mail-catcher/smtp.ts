import { SMTPServer } from 'smtp-server';
import { type Mail, readMail } from './mail.js';

const MOST_BYTES = 1 << 20;

function tooLarge(): Error {
  return Object.assign(new Error('a mail may have 1 MiB at the most'), { responseCode: 552 });
}

/** Starts an SMTP server that takes any mail up to 1 MiB, without login or TLS, and answers once `take` is done. */
export async function startSmtpServer(
  { host, port }: { host: string; port: number },
  take: (mail: Mail) => Promise<void>,
): Promise<{ port: number; stop(): Promise<void> }> {
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['AUTH', 'STARTTLS'],
    // Looking up the sender's name would hold every mail up where there is no DNS.
    disableReverseLookup: true,
    size: MOST_BYTES,
    closeTimeout: 1_000,
    banner: 'mail catcher: nothing is delivered',
    onData: (stream, { envelope }, done) => {
      const chunks: Buffer[] = [];
      // What is beyond the limit is read and thrown away: the answer comes after the last byte.
      stream.on('data', (chunk: Buffer) => {
        if (stream.byteLength <= MOST_BYTES) chunks.push(chunk);
      });
      stream.on('end', () => {
        if (stream.sizeExceeded) return done(tooLarge());
        const from = envelope.mailFrom ? envelope.mailFrom.address : '';
        const to = envelope.rcptTo.map(({ address }) => address);
        readMail(Buffer.concat(chunks), { from, to })
          .then(take)
          .then(() => done(), done);
      });
    },
  });
  // A client that breaks off is no reason to end.
  server.on('error', () => {});
  await new Promise<void>((resolve, reject) => {
    server.server.once('error', reject);
    server.listen(port, host, () => {
      server.server.off('error', reject);
      resolve();
    });
  });
  const address = server.server.address() as { port: number };
  return { port: address.port, stop: () => new Promise((resolve) => server.close(resolve)) };
}
