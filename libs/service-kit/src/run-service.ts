import 'reflect-metadata';
import { type DynamicModule, Module, type Provider } from '@nestjs/common';
import { APP_FILTER, APP_GUARD, APP_PIPE, NestFactory, Reflector } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { DataSource } from 'typeorm';
import { Clock, type EventConsumer, FailedEvents, type Logger, Messaging, SystemClock, Transactions } from '#messaging';
import type { ServiceConfig } from './config.js';
import { openDatabase } from './database/data-source.js';
import { Health } from './health.js';
import { HealthController } from './http/health.controller.js';
import { nameProblemsOfJsonBodies } from './http/json-body.js';
import { openApiOf } from './http/openapi.js';
import { PrincipalGuard } from './http/principal.js';
import { ProblemFilter, sendProblem } from './http/problem.js';
import { RequestsUnderWay } from './http/requests-under-way.js';
import { refuseUnreadable } from './http/unreadable-request.js';
import { EdgeValidation } from './http/validation.js';
import { type Job, JobRunner } from './jobs.js';
import { createLogger, nestLogger } from './logging.js';
import { operationsController } from './operations/operations.controller.js';
import type { ServiceDefinition } from './service.js';

/** The service's logger, for injection. */
export const LOGGER = Symbol('logger');

const BODY_LIMIT_BYTES = 64 * 1024;

/** A service that runs. */
export interface RunningService {
  readonly name: string;
  /** Where it listens. */
  readonly url: string;
  readonly app: NestFastifyApplication;
  /**
   * Stops accepting, finishes what is under way, sends what was published, and only then takes away what that needed:
   * the providers' own connections, and the pool.
   */
  stop(): Promise<void>;
}

/** What a test or an installation in one process may set otherwise. */
export interface ServiceOverrides {
  readonly clock?: Clock;
  /** Replaces providers by their class, such as a client of the outside world. */
  readonly providers?: readonly Provider[];
  /** Called when a consumer ended for good; ends the process otherwise. */
  readonly onFatal?: (error: Error) => void;
}

@Module({})
class ServiceModule {}

/** Starts a service: database, topics, HTTP, consumers, jobs. When it returns, the service is ready. */
export async function startService<C extends ServiceConfig>(
  definition: ServiceDefinition<C>,
  config: C,
  overrides: ServiceOverrides = {},
): Promise<RunningService> {
  const logger = createLogger(definition.name, config.logLevel);
  const dataSource = await openDatabase(definition, config.databaseUrl, config.databasePoolSize, logger);
  const messaging = new Messaging(dataSource, messagingOptions(definition, config, logger, overrides), logger);
  const health = new Health(dataSource, messaging);
  const module = moduleOf(definition, config, { logger, dataSource, messaging, health }, overrides);
  const { app, requests } = await createApp(definition, module, config, logger);
  const consumers = definition.consumers.map((it) => (typeof it === 'function' ? app.get<EventConsumer>(it) : it));
  // The gateway reacts to nothing and publishes nothing: it runs while the broker is away.
  if (consumers.length > 0) await messaging.start(consumers);
  const jobs = (definition.jobs ?? []).map((it) => new JobRunner(app.get<Job>(it), logger));
  for (const job of jobs) job.start();
  await app.listen(config.port, config.host);
  health.started = true;
  const url = (await app.getUrl()).replace('0.0.0.0', '127.0.0.1').replace('[::]', '127.0.0.1');
  logger.info({ url }, 'ready');
  return {
    name: definition.name,
    url,
    app,
    stop: async () => {
      health.stopping = true;
      await requests.end(app.getHttpServer());
      await Promise.all(jobs.map((job) => job.stop()));
      await messaging.stop();
      await app.close();
      await dataSource.destroy();
    },
  };
}

function messagingOptions<C extends ServiceConfig>(
  definition: ServiceDefinition<C>,
  config: C,
  logger: Logger,
  overrides: ServiceOverrides,
) {
  return {
    service: definition.name,
    brokers: config.kafkaBrokers,
    topicPrefix: config.topicPrefix,
    topicNames: definition.topicNames?.(config),
    sessionTimeoutMs: config.kafkaSessionTimeoutMs,
    onFatal:
      overrides.onFatal ??
      ((error: Error) => {
        logger.error({ err: error }, 'a consumer ended for good; the process exits to be started again');
        process.exit(1);
      }),
  };
}

interface Running {
  logger: Logger;
  dataSource: DataSource;
  messaging: Messaging;
  health: Health;
}

function moduleOf<C extends ServiceConfig>(
  definition: ServiceDefinition<C>,
  config: C,
  { logger, dataSource, messaging, health }: Running,
  overrides: ServiceOverrides,
): DynamicModule {
  const classes = [...definition.consumers, ...(definition.jobs ?? [])].filter((it) => typeof it === 'function');
  return {
    module: ServiceModule,
    controllers: [
      HealthController,
      // Who consumes nothing has no failed events.
      ...(definition.consumers.length > 0 ? [operationsController(definition.name)] : []),
      ...definition.controllers,
    ],
    providers: [
      { provide: definition.config, useValue: config },
      { provide: LOGGER, useValue: logger },
      { provide: Clock, useValue: overrides.clock ?? new SystemClock() },
      { provide: DataSource, useValue: dataSource },
      { provide: Messaging, useValue: messaging },
      { provide: Transactions, useValue: messaging.transactions },
      { provide: FailedEvents, useValue: new FailedEvents(messaging.transactions) },
      { provide: Health, useValue: health },
      { provide: APP_FILTER, useValue: new ProblemFilter(logger) },
      { provide: APP_PIPE, useValue: new EdgeValidation() },
      {
        provide: APP_GUARD,
        inject: [Reflector],
        useFactory: (reflector: Reflector) => new PrincipalGuard(config.internalSecret, reflector),
      },
      ...(classes as Provider[]),
      ...definition.providers,
      ...(overrides.providers ?? []),
    ],
  };
}

async function createApp<C extends ServiceConfig>(
  definition: ServiceDefinition<C>,
  module: DynamicModule,
  config: C,
  logger: Logger,
): Promise<{ app: NestFastifyApplication; requests: RequestsUnderWay }> {
  const adapter = new FastifyAdapter({
    bodyLimit: BODY_LIMIT_BYTES,
    forceCloseConnections: 'idle',
    // What the router refuses, such as a malformed path, never reaches an error handler.
    frameworkErrors: (error: unknown, request: FastifyRequest, reply: FastifyReply) =>
      sendProblem(error, request, reply, logger),
    clientErrorHandler: refuseUnreadable,
  });
  const app = await NestFactory.create<NestFastifyApplication>(module, adapter, {
    logger: nestLogger(logger),
    abortOnError: false,
  });
  const fastify = app.getHttpAdapter().getInstance();
  const requests = new RequestsUnderWay(fastify);
  nameProblemsOfJsonBodies(app);
  await definition.prepare?.(app, config);
  if (definition.openApi !== false) {
    const document = openApiOf(app, `Rapport ${definition.name}`, definition.description);
    fastify.get('/openapi.json', (_request: FastifyRequest, reply: FastifyReply) => reply.send(document));
  }
  return { app, requests };
}
