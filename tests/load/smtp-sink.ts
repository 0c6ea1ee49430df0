import { SMTPServer } from 'smtp-server';

/** Takes every mail and forgets it; tells its parent when `MAILS` have come since it was asked to count. */
let awaited = 0;
let began = 0;

const server = new SMTPServer({
  authOptional: true,
  disabledCommands: ['AUTH', 'STARTTLS'],
  onData(stream, _session, done) {
    stream.resume().once('end', () => {
      done();
      if (awaited === 0) return;
      if (began === 0) began = performance.now();
      if (--awaited === 0) process.send?.({ milliseconds: performance.now() - began });
    });
  },
});
process.on('message', (count: number) => {
  awaited = count;
  began = 0;
});
server.listen(0, '127.0.0.1', () => {
  const { port } = server.server.address() as { port: number };
  process.send?.({ url: `smtp://127.0.0.1:${port}` });
});
process.once('disconnect', () => process.exit(0));
