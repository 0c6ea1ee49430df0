import type { MigrationInterface, QueryRunner } from 'typeorm';
import { contracts, type DataOf } from '#contracts';
import { type ConsumeTransaction, type EventConsumer, type IncomingEvent, newId, publish } from '#messaging';
import { defineService, ServiceConfig, type ServiceDefinition } from '#service-kit';

type Journey = DataOf<typeof contracts.journeyEventRecorded>;

class CreateProbe1760000000001 implements MigrationInterface {
  name = 'CreateProbe1760000000001';

  async up(runner: QueryRunner): Promise<void> {
    // No constraint: an effect that happens twice is there twice.
    await runner.query(
      'CREATE TABLE effects (seq bigint GENERATED ALWAYS AS IDENTITY, event_id text, contact_id text, touchpoint text)',
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE effects');
  }
}

/** Notes each journey event in a table and publishes a decision for it: the least that shows an effect. */
export class NoteJourneyEvent implements EventConsumer<Journey> {
  readonly name = 'note-journey-event';
  readonly contracts = [contracts.journeyEventRecorded];

  /** @param before what a test makes go wrong; runs before the effect */
  constructor(
    private readonly before: (
      events: readonly IncomingEvent<Journey>[],
      transaction: ConsumeTransaction<Journey>,
    ) => void | Promise<void>,
  ) {}

  async handle(events: readonly IncomingEvent<Journey>[], transaction: ConsumeTransaction<Journey>): Promise<void> {
    await this.before(events, transaction);
    await transaction.query(
      'INSERT INTO effects (event_id, contact_id, touchpoint) SELECT * FROM unnest($1::text[], $2::text[], $3::text[])',
      [events.map(({ id }) => id), events.map(({ key }) => key), events.map(({ data }) => data.touchpoint)],
    );
    for (const event of events) {
      publish(
        transaction,
        contracts.decisionMade,
        {
          decisionId: newId(),
          journeyEventId: event.id,
          contactId: event.key,
          touchpoint: event.data.touchpoint,
          outcome: 'no_matching_program',
          reason: 'probe',
          decidedAt: new Date().toISOString(),
        },
        event,
      );
    }
  }
}

/** A service that does nothing but show the effects of messaging. */
export function probe(
  before: ConstructorParameters<typeof NoteJourneyEvent>[0] = () => {},
  name = 'probe',
): ServiceDefinition {
  return defineService({
    name,
    description: 'Shows the effects of messaging',
    config: ServiceConfig,
    entities: [],
    migrations: [CreateProbe1760000000001],
    consumers: [new NoteJourneyEvent(before)],
    controllers: [],
    providers: [],
  });
}

/** A journey event for a contact. */
export function journeyEvent(contactId: string, touchpoint = 'support.case_closed', occurredAt = new Date()): Journey {
  return { contactId, touchpoint, occurredAt: occurredAt.toISOString() };
}
