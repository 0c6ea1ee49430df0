import { startInstallation } from '../../deploy/local/installation.js';
import { freePort } from '../../deploy/local/stack/tcp-port.js';

/** Runs every service in this process, as `npm start` does, and tells its parent how much memory that takes. */
const installation = await startInstallation({
  databaseUrl: process.env.DATABASE_URL!,
  brokers: process.env.KAFKA_BROKERS!,
  secrets: {
    internalSecret: process.env.SECRET!,
    linkSecret: process.env.SECRET!,
    databasePassword: process.env.SECRET!,
  },
  gatewayPort: await freePort(),
  smtpPort: 0,
  topicPrefix: process.env.TOPIC_PREFIX!,
  logLevel: 'error',
});
// A bench that is broken off leaves nothing running.
process.once('disconnect', () => process.exit(1));
process.on('message', async (request) => {
  if (request === 'memory') {
    process.send?.({ rss: process.memoryUsage().rss, peak: process.resourceUsage().maxRSS * 1024 });
    return;
  }
  await installation.stop();
  process.exit(0);
});
process.send?.({ url: installation.url, apiKey: await installation.createApiKey('bench') });
