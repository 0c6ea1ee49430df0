import type { ServiceConfig, ServiceDefinition } from '#service-kit';
import { directory } from '../../services/directory/src/app.module.js';

/** Every service that owns data, in the order in which they start. */
export const services = [directory] as readonly ServiceDefinition<ServiceConfig>[];
