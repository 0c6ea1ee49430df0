import { loadConfig, SCOPES, signPrincipal, startService } from '#service-kit';
import { surveyDispatch } from '../../services/survey-dispatch/src/app.module.js';

/** Runs survey-dispatch alone in this process, has it make a dry run, and tells its parent what that took. */
const config = loadConfig(surveyDispatch.config, process.env);
const service = await startService(surveyDispatch, config);
const before = process.memoryUsage().rss;
const token = await signPrincipal({ subject: 'bench', scopes: SCOPES }, config.internalSecret);
const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };

async function call(path: string, body?: string) {
  const method = body ? 'POST' : 'GET';
  const answer = await fetch(`${service.url}/v1/dry-runs${path}`, { method, headers, ...(body && { body }) });
  const shown = (await answer.json()) as { dryRunId: string; finishedAt: string | null; state: string; events: number };
  if (!answer.ok) throw new Error(`a dry run was refused: ${JSON.stringify(shown)}`);
  return shown;
}

const began = performance.now();
const { dryRunId } = await call('', process.env.DRY_RUN);
let shown = await call(`/${dryRunId}`);
while (!shown.finishedAt) {
  await new Promise((resolve) => setTimeout(resolve, 100));
  shown = await call(`/${dryRunId}`);
}
const seconds = (performance.now() - began) / 1000;
const peak = process.resourceUsage().maxRSS * 1024;
process.send?.({ seconds, before, peak, state: shown.state, events: shown.events });
await service.stop();
process.exit(0);
