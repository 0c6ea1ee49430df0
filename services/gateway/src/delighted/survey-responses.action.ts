import { Inject, Injectable } from '@nestjs/common';
import { Clock, newId } from '#messaging';
import { GatewayConfig } from '../config.js';
import type { Call } from './call.rules.js';
import { DelightedRefusal, unprocessable } from './delighted-error.rules.js';
import { FindPeople } from './find-people.action.js';
import { queryOf } from './paging.rules.js';
import { type Contact, type PersonIdentifier, readIdentifier } from './person.rules.js';
import { ServicesClient } from './services.client.js';
import { isHistoric, type PagedResponse, type ResponseGiven, type ResponsesWanted } from './survey-response.rules.js';

/** A response, and whose it is where that is known. */
export interface ResponseOfPerson {
  readonly response: PagedResponse;
  readonly contact?: Contact;
}

/** Lists, records and changes responses. */
@Injectable()
export class SurveyResponses {
  constructor(
    private readonly services: ServicesClient,
    private readonly people: FindPeople,
    private readonly clock: Clock,
    @Inject(GatewayConfig) private readonly config: GatewayConfig,
  ) {}

  /** A numbered page of the responses that count. */
  async list(call: Call, wanted: ResponsesWanted): Promise<ResponseOfPerson[]> {
    const contactId = await this.contactIdOf(call, wanted);
    if (contactId === null) return [];
    const query = queryOf({
      ...{ contactId, touchpoint: wanted.trend, limit: wanted.perPage, offset: (wanted.page - 1) * wanted.perPage },
      ...{ answeredFrom: wanted.since, answeredTo: wanted.until },
      ...{ revisedFrom: wanted.updatedSince, revisedTo: wanted.updatedUntil },
      ...{ order: wanted.byUpdate ? 'revised' : 'answered', newestFirst: wanted.newestFirst },
    });
    const path = `/v1/response-pages${query}`;
    const { items } = await this.services.ask<{ items: PagedResponse[] }>(call, 'response-intake', { path });
    const contacts = await this.people.byIds(
      call,
      items.map((response) => response.contactId),
    );
    return items.map((response) => ({ response, contact: contacts.get(response.contactId) }));
  }

  /** One response, also by the id that Delighted had given it. @throws DelightedRefusal 404 */
  async show(call: Call, id: string): Promise<ResponseOfPerson> {
    const query = queryOf({ source: this.config.delightedSource });
    const path = `/v1/response-pages/${encodeURIComponent(id)}${query}`;
    const response = id === '' ? undefined : await this.services.find<PagedResponse>(call, 'response-intake', path);
    if (!response) throw new DelightedRefusal(404);
    const contacts = await this.people.byIds(call, [response.contactId]);
    return { response, contact: contacts.get(response.contactId) };
  }

  /** Records what a known person answered. @throws DelightedRefusal 422 */
  async record(call: Call, { person, score, comment, createdAt }: ResponseGiven): Promise<ResponseOfPerson> {
    const [contact] = await this.people.named(call, readIdentifier(person!));
    if (!contact) throw unprocessable({ person: ['does not exist'] });
    const now = this.clock.now();
    const body = {
      contactId: contact.contactId,
      ...(contact.accountId !== null && { accountId: contact.accountId }),
      touchpoint: this.config.delightedTouchpoint,
      score,
      ...(comment && { comment }),
      ...(createdAt && { answeredAt: createdAt.toISOString() }),
      ...(isHistoric(createdAt, now) && { historic: true }),
      // An id in a source is what lets the response be changed later, and a second attempt find the first.
      source: this.config.delightedSource,
      externalId: call.idempotencyKey === undefined ? newId(now.getTime()) : `key:${call.idempotencyKey}`,
    };
    return this.show(call, await this.send(call, body));
  }

  /** Changes the score or the comment of a response. @throws DelightedRefusal 422 where it cannot be changed (any more) */
  async change(call: Call, id: string, { person, score, comment }: ResponseGiven): Promise<ResponseOfPerson> {
    const known = await this.show(call, id);
    const { response, contact } = known;
    if (person !== undefined && person !== contact?.contactId && person !== response.contactId)
      throw unprocessable({ person: ['cannot be changed'] });
    const { invitationId, source, externalId, contactId, touchpoint, metric } = response;
    const said = { score: score ?? response.score, ...(comment !== undefined && { comment }) };
    if (said.score === response.score && (comment ?? '') === (response.comment ?? '')) return known;
    if (invitationId !== null) {
      await this.send(call, { invitationId, ...said });
    } else if (source !== null && externalId !== null) {
      const updatedAt = this.clock.now().toISOString();
      await this.send(call, { contactId, touchpoint, metric, source, externalId, updatedAt, ...said });
    } else {
      throw unprocessable({ base: ['was given without an id in its source, and cannot be changed'] });
    }
    return this.show(call, response.responseId);
  }

  private async send(call: Call, body: object): Promise<string> {
    const request = { method: 'POST', path: '/v1/responses', body };
    return (await this.services.ask<{ responseId: string }>(call, 'response-intake', request)).responseId;
  }

  /** The contact whose responses are wanted; undefined for everybody's, null where there is no such person. */
  private async contactIdOf(call: Call, wanted: ResponsesWanted): Promise<string | undefined | null> {
    if (wanted.personId !== undefined) return wanted.personId;
    const { personEmail, personPhone } = wanted;
    if (personEmail === undefined && personPhone === undefined) return undefined;
    const identifier: PersonIdentifier =
      personEmail === undefined ? { phoneNumber: personPhone! } : { email: personEmail };
    const [contact] = await this.people.named(call, identifier);
    return contact?.contactId ?? null;
  }
}
