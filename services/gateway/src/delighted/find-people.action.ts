import { Injectable } from '@nestjs/common';
import type { Call } from './call.rules.js';
import { DelightedRefusal } from './delighted-error.rules.js';
import { queryOf } from './paging.rules.js';
import type { Contact, PersonIdentifier } from './person.rules.js';
import { ServicesClient } from './services.client.js';

const MOST = 200;

/** Finds the contacts that Delighted's API calls people. */
@Injectable()
export class FindPeople {
  constructor(private readonly services: ServicesClient) {}

  /** The contacts who are named so; several may share an address. An id that was merged away is its survivor's. */
  async named(call: Call, identifier: PersonIdentifier): Promise<Contact[]> {
    if ('id' in identifier) {
      const path = `/v1/contacts/${encodeURIComponent(identifier.id)}`;
      const contact = identifier.id === '' ? undefined : await this.services.find<Contact>(call, 'directory', path);
      return contact ? [contact] : [];
    }
    const filter = 'email' in identifier ? { email: identifier.email } : { phone: identifier.phoneNumber };
    if (Object.values(filter)[0] === '') return [];
    const path = `/v1/contacts${queryOf({ ...filter, limit: MOST })}`;
    return (await this.services.ask<{ items: Contact[] }>(call, 'directory', { path })).items;
  }

  /** @throws DelightedRefusal 404 where nobody is named so */
  async known(call: Call, identifier: PersonIdentifier): Promise<[Contact, ...Contact[]]> {
    const [first, ...others] = await this.named(call, identifier);
    if (!first) throw new DelightedRefusal(404);
    return [first, ...others];
  }

  /** The contacts of some ids, by the ids that were asked for. */
  async byIds(call: Call, contactIds: readonly string[]): Promise<Map<string, Contact>> {
    const wanted = [...new Set(contactIds)];
    if (wanted.length === 0) return new Map();
    const request = { method: 'POST', path: '/v1/contacts/lookup', body: { contactIds: wanted } };
    const { items } = await this.services.ask<{ items: Contact[] }>(call, 'directory', request);
    return new Map(items.map((contact) => [contact.mergedFrom ?? contact.contactId, contact]));
  }
}
