import { runService } from '#service-kit';
import { probe } from '../../libs/testing/src/probe.js';

/** The probe as a process that cannot send its last spans when it stops. */
await runService(probe(), process.env, () => Promise.reject(new Error('the collector is away')));
process.send?.('ready');
