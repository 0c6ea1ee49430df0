import { startMailCatcher } from './mail-catcher.js';

const { HOST, SMTP_PORT, PORT, MAIL_CATCHER_FOLDER } = process.env;
const catcher = await startMailCatcher({
  host: HOST || '0.0.0.0',
  smtpPort: Number(SMTP_PORT || 1025),
  httpPort: Number(PORT || 8025),
  folder: MAIL_CATCHER_FOLDER || undefined,
});
process.stdout.write(`mail catcher: ${catcher.smtpUrl}, ${catcher.url}/mail\n`);
const stop = () => void catcher.stop().finally(() => process.exit(0));
process.once('SIGTERM', stop);
process.once('SIGINT', stop);
