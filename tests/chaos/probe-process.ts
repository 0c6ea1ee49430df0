import { runService } from '#service-kit';
import { probe } from '../../libs/testing/src/probe.js';

/** The probe as a process of its own, so that a spec can kill it. */
await runService(probe(), process.env, async () => {});
process.send?.('ready');
