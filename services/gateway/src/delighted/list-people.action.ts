import { Injectable } from '@nestjs/common';
import type { Call } from './call.rules.js';
import { FindPeople } from './find-people.action.js';
import { type PageWanted, queryOf } from './paging.rules.js';
import { type Contact, type PersonIdentifier, personOf } from './person.rules.js';
import { ServicesClient } from './services.client.js';

interface Standing {
  readonly contactId: string;
  readonly lastSentAt: string | null;
  readonly nextDueAt: string | null;
}

/** Which people to list. */
export interface PeopleWanted extends PageWanted {
  readonly identifier?: PersonIdentifier;
  /** Where the page before ended. */
  readonly pageInfo?: string;
}

/** Lists people in the order in which they became known, with what they were sent and when they answered. */
@Injectable()
export class ListPeople {
  constructor(
    private readonly services: ServicesClient,
    private readonly people: FindPeople,
  ) {}

  /** A page of people, and where the next one begins. */
  async list(call: Call, wanted: PeopleWanted) {
    const { items, nextCursor } = wanted.identifier
      ? { items: await this.named(call, wanted.identifier, wanted.perPage), nextCursor: null }
      : await this.page(call, wanted);
    return { people: await this.withHistory(call, items), nextCursor };
  }

  private page(call: Call, { perPage, pageInfo, since, until }: PeopleWanted) {
    const query = queryOf({ limit: perPage, cursor: pageInfo, from: since, to: until });
    const path = `/v1/contacts-by-creation${query}`;
    return this.services.ask<{ items: Contact[]; nextCursor: string | null }>(call, 'directory', { path });
  }

  private async named(call: Call, identifier: PersonIdentifier, most: number): Promise<Contact[]> {
    const found = await this.people.named(call, identifier);
    const ids = found.slice(0, most).map(({ contactId }) => contactId);
    return [...(await this.people.byIds(call, ids)).values()];
  }

  private async withHistory(call: Call, contacts: readonly Contact[]) {
    if (contacts.length === 0) return [];
    const body = { contactIds: contacts.map(({ contactId }) => contactId) };
    const [standings, answers] = await Promise.all([
      this.services.ask<{ items: Standing[] }>(call, 'survey-dispatch', {
        ...{ method: 'POST', path: '/v1/contact-standings', body },
      }),
      this.services.ask<{ items: { contactId: string; answeredAt: string }[] }>(call, 'response-intake', {
        ...{ method: 'POST', path: '/v1/response-pages/last-answers', body },
      }),
    ]);
    const standingOf = new Map(standings.items.map((it) => [it.contactId, it]));
    const answeredAt = new Map(answers.items.map((it) => [it.contactId, it.answeredAt]));
    return contacts.map((contact) =>
      personOf(contact, {
        ...standingOf.get(contact.contactId),
        lastAnsweredAt: answeredAt.get(contact.contactId),
      }),
    );
  }
}
