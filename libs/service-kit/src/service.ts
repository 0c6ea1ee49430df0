import type { ModuleMetadata, Type } from '@nestjs/common';
import type { MigrationInterface } from 'typeorm';
import type { EventConsumer } from '#messaging';
import type { ServiceConfig } from './config.js';
import type { Job } from './jobs.js';

/** A service's composition root: what it owns, what it reacts to and what it offers. */
export interface ServiceDefinition<C extends ServiceConfig = ServiceConfig> {
  /** Such as `survey-dispatch`: names its schema, its consumer groups and its routes under /v1/operations. */
  readonly name: string;
  /** One sentence for the OpenAPI document. */
  readonly description: string;
  readonly config: new () => C;
  /** What it owns. */
  readonly entities: readonly (new () => object)[];
  readonly migrations: readonly (new () => MigrationInterface)[];
  /** What it reacts to: classes, or ready-made consumers such as projections. */
  readonly consumers: readonly (Type<EventConsumer> | EventConsumer)[];
  /** Topics that an outside system names: their whole names by the contract's topic. */
  readonly topicNames?: (config: C) => Readonly<Record<string, string>>;
  /** What time triggers. */
  readonly jobs?: readonly Type<Job>[];
  /** What it offers over HTTP. */
  readonly controllers: NonNullable<ModuleMetadata['controllers']>;
  /** Actions, queries and clients. */
  readonly providers: NonNullable<ModuleMetadata['providers']>;
  /** False where one of its controllers answers `/openapi.json`, rather than its own document. */
  readonly openApi?: false;
  /** Called once the app is made and before it listens, for what NestJS cannot express. */
  readonly prepare?: (app: import('@nestjs/platform-fastify').NestFastifyApplication, config: C) => Promise<void>;
}

/** Defines a service; keeps the type of its configuration. */
export function defineService<C extends ServiceConfig>(definition: ServiceDefinition<C>): ServiceDefinition<C> {
  return definition;
}
