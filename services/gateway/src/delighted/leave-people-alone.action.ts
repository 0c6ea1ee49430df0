import { Injectable } from '@nestjs/common';
import { contactIdOfEmail } from '#messaging';
import type { Call } from './call.rules.js';
import { FindPeople } from './find-people.action.js';
import { epochOf, type PageWanted, queryOf } from './paging.rules.js';
import type { Contact, PersonIdentifier } from './person.rules.js';
import { ServicesClient } from './services.client.js';

interface Suppression {
  readonly contactId: string;
  readonly since: string;
}

/** Somebody who is asked no more. */
export interface SuppressedPerson {
  readonly contactId: string;
  readonly contact?: Contact;
  readonly since: number | null;
}

/** Has people be asked no more, or be forgotten; all who share the address that was given. */
@Injectable()
export class LeavePeopleAlone {
  constructor(
    private readonly services: ServicesClient,
    private readonly people: FindPeople,
  ) {}

  /** Nobody with the address is asked again; who is not known yet becomes known by it, so that this is not forgotten. */
  async unsubscribe(call: Call, email: string): Promise<void> {
    const known = await this.people.named(call, { email });
    const ids = known.length > 0 ? known.map(({ contactId }) => contactId) : [await this.becomeKnown(call, email)];
    for (const contactId of ids) {
      const body = { contactId, reason: 'opted_out' };
      await this.services.ask(call, 'survey-dispatch', { method: 'POST', path: '/v1/suppressions', body });
    }
  }

  /** Takes back what was not sent. @throws DelightedRefusal 404 where nobody is named so */
  async withdrawPending(call: Call, email: string): Promise<void> {
    for (const { contactId } of await this.people.known(call, { email })) {
      const body = { contactId, reason: 'pending survey requests were deleted' };
      await this.services.ask(call, 'survey-dispatch', {
        method: 'POST',
        path: '/v1/journey-events/withdrawals',
        body,
      });
    }
  }

  /** Erases people everywhere. @throws DelightedRefusal 404 where nobody is named so */
  async erase(call: Call, identifier: PersonIdentifier): Promise<void> {
    for (const { contactId } of await this.people.known(call, identifier)) {
      const path = `/v1/contacts/${encodeURIComponent(contactId)}/erasure`;
      await this.services.ask(call, 'directory', { method: 'POST', path });
    }
  }

  /** A page of those who are asked no more for a reason, the first one first. */
  async suppressed(
    call: Call,
    reason: 'opted_out' | 'bounced',
    { perPage, page, since, until }: PageWanted,
  ): Promise<SuppressedPerson[]> {
    const query = queryOf({ reason, from: since, to: until, limit: perPage, offset: (page - 1) * perPage });
    const path = `/v1/suppressions${query}`;
    const { items } = await this.services.ask<{ items: Suppression[] }>(call, 'survey-dispatch', { path });
    const contacts = await this.people.byIds(
      call,
      items.map(({ contactId }) => contactId),
    );
    return items.map(({ contactId, since: at }) => ({
      contactId,
      contact: contacts.get(contactId),
      since: epochOf(at),
    }));
  }

  private async becomeKnown(call: Call, email: string): Promise<string> {
    const contactId = contactIdOfEmail(email);
    const path = `/v1/contacts/${encodeURIComponent(contactId)}`;
    await this.services.ask(call, 'directory', { method: 'PUT', path, body: { email } });
    return contactId;
  }
}
