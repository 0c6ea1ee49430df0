import { Inject, Injectable } from '@nestjs/common';
import { Clock, contactIdOfEmail, contactIdOfPhone } from '#messaging';
import { GatewayConfig } from '../config.js';
import type { Call } from './call.rules.js';
import { UpstreamRefusal, unprocessable } from './delighted-error.rules.js';
import { FindPeople } from './find-people.action.js';
import { attributesOf, type Contact, type Declaration, type PersonWanted } from './person.rules.js';
import { ServicesClient } from './services.client.js';

/** A person as they were saved. */
export interface SavedPerson {
  readonly contact: Contact;
  /** When the survey is decided on, where one was wanted and the person may be asked. */
  readonly surveyAt?: Date;
  /** Properties that are attributes of no contact here. */
  readonly undeclared: readonly string[];
}

/** Creates or changes a person, and has a survey of the configured touchpoint decided on. */
@Injectable()
export class SavePerson {
  constructor(
    private readonly services: ServicesClient,
    private readonly people: FindPeople,
    private readonly clock: Clock,
    @Inject(GatewayConfig) private readonly config: GatewayConfig,
  ) {}

  /** The person is found by the address, else by the number; who is not known gets an id that is made of it. */
  async save(call: Call, wanted: PersonWanted): Promise<SavedPerson> {
    const [known, { items: declarations }] = await Promise.all([
      this.find(call, wanted),
      this.services.ask<{ items: Declaration[] }>(call, 'directory', { path: '/v1/attributes' }),
    ]);
    const attributes = attributesOf(wanted.properties, declarations);
    const contact = await this.write(call, wanted, known, attributes);
    const undeclared = Object.keys(wanted.properties).filter((name) => !(name in attributes));
    if (!wanted.send) return { contact, undeclared };
    return { contact, undeclared, surveyAt: await this.ask(call, contact.contactId, wanted) };
  }

  private async find(call: Call, { email, phoneNumber }: PersonWanted): Promise<Contact | undefined> {
    const [byEmail] = email === undefined ? [] : await this.people.named(call, { email });
    if (byEmail || phoneNumber === undefined) return byEmail;
    const [byPhone] = await this.people.named(call, { phoneNumber });
    // Another address: another person, who shares the number.
    return byPhone && (email === undefined || byPhone.email === null) ? byPhone : undefined;
  }

  private async write(
    call: Call,
    wanted: PersonWanted,
    known: Contact | undefined,
    attributes: Readonly<Record<string, unknown>>,
  ): Promise<Contact> {
    const { email, phoneNumber, emailUpdate, name, locale, channel } = wanted;
    const id = known?.contactId ?? (email === undefined ? contactIdOfPhone(phoneNumber!) : contactIdOfEmail(email));
    const address = emailUpdate ?? email;
    // Whoever has a person asked by text message says that this may be; what the person said goes before that.
    const agrees = channel === 'sms' && known?.consentChanges?.sms === undefined;
    const body = {
      ...(address !== undefined && address !== known?.email && { email: address }),
      ...(phoneNumber !== undefined && { phone: phoneNumber }),
      ...(name !== undefined && { name }),
      ...(locale !== undefined && { locale }),
      ...(Object.keys(attributes).length > 0 && { attributes }),
      ...(agrees && { smsConsent: true, consentSource: 'delighted_api' }),
    };
    try {
      const path = `/v1/contacts/${encodeURIComponent(id)}`;
      return await this.services.ask<Contact>(call, 'directory', { method: 'PUT', path, body });
    } catch (error) {
      if (!(error instanceof UpstreamRefusal) || error.status !== 410) throw error;
      throw unprocessable({ [email === undefined ? 'phone_number' : 'email']: ['is of a person who was erased'] });
    }
  }

  /** When the survey is decided on; nothing where the person is asked no more. */
  private async ask(call: Call, contactId: string, wanted: PersonWanted): Promise<Date | undefined> {
    const decideAt = new Date(this.clock.now().getTime() + wanted.delaySeconds * 1000);
    const properties = Object.entries(wanted.properties).filter(([, value]) => value !== null);
    const attributes = { ...Object.fromEntries(properties), ...(wanted.channel && { channel: wanted.channel }) };
    const body = {
      contactId,
      touchpoint: this.config.delightedTouchpoint,
      ...(Object.keys(attributes).length > 0 && { attributes }),
      ...(wanted.delaySeconds > 0 && { decideAt: decideAt.toISOString() }),
    };
    await this.services.ask(call, 'survey-dispatch', {
      ...{ method: 'POST', path: '/v1/journey-events', body },
      // A delay counts from now: the body of a second attempt would be another one.
      ...(wanted.delaySeconds === 0 && { idempotencyKey: call.idempotencyKey }),
    });
    const question = { method: 'POST', path: '/v1/contact-standings', body: { contactIds: [contactId] } };
    const { items } = await this.services.ask<{ items: { suppressed: string | null }[] }>(
      call,
      'survey-dispatch',
      question,
    );
    return items[0]?.suppressed == null ? decideAt : undefined;
  }
}
