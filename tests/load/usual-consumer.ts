import 'reflect-metadata';
import { Column, DataSource, Entity, PrimaryColumn } from 'typeorm';
import { contracts } from '#contracts';
import { newId, toRecord } from '#messaging';
import type { Arena, BenchRecord } from './arena.js';
import type { Side } from './measure.js';
import { committedPerSecond } from './throughput.js';

@Entity({ name: 'usual_inbox', schema: 'public' })
class UsualInbox {
  @PrimaryColumn('text', { name: 'event_id' })
  eventId: string;
}

@Entity({ name: 'usual_decisions', schema: 'public' })
class UsualDecision {
  @PrimaryColumn('uuid')
  id: string;
  @Column('text', { name: 'contact_id' })
  contactId: string;
  @Column('text')
  outcome: string;
}

@Entity({ name: 'usual_invitations', schema: 'public' })
class UsualInvitation {
  @PrimaryColumn('uuid')
  id: string;
  @Column('text', { name: 'contact_id' })
  contactId: string;
  @Column('timestamptz', { name: 'due_at' })
  dueAt: Date;
}

const topic = contracts.journeyEventRecorded.topic;

/** R1n, the limit: a usual NestJS consumer, `eachMessage` with three `save()` in a transaction per event. */
export function usualConsumer(arena: Arena, events: number): Side & { close(): Promise<void> } {
  const dataSource = new DataSource({
    type: 'postgres',
    url: arena.databaseUrl,
    entities: [UsualInbox, UsualDecision, UsualInvitation],
    synchronize: true,
  });
  return {
    async run() {
      if (!dataSource.isInitialized) await dataSource.initialize();
      await arena.query('TRUNCATE usual_inbox, usual_decisions, usual_invitations');
      const prefix = await arena.newTopics();
      const occurredAt = new Date().toISOString();
      await arena.produce(prefix + topic, events, (index) => {
        const event = { contactId: `c-${index}`, touchpoint: 'onboarding.completed', occurredAt };
        return toRecord(contracts.journeyEventRecorded, event) as BenchRecord;
      });
      const groupId = `${prefix}usual`;
      const consumer = arena.kafka.consumer({ groupId, maxWaitTimeInMs: 500 });
      await consumer.connect();
      await consumer.subscribe({ topics: [prefix + topic], fromBeginning: true });
      const measured = committedPerSecond(arena, groupId, prefix + topic, events);
      await consumer.run({
        partitionsConsumedConcurrently: 3,
        autoCommitThreshold: 100,
        eachMessage: async ({ message }) => {
          const event = JSON.parse(message.value!.toString());
          await dataSource.transaction(async (manager) => {
            await manager.save(UsualInbox, { eventId: String(message.headers!.ce_id) });
            await manager.save(UsualDecision, { id: newId(), contactId: event.contactId, outcome: 'asked' });
            await manager.save(UsualInvitation, { id: newId(), contactId: event.contactId, dueAt: new Date() });
          });
        },
      });
      try {
        return await measured;
      } finally {
        await consumer.disconnect();
      }
    },
    close: async () => {
      if (dataSource.isInitialized) await dataSource.destroy();
    },
  };
}
