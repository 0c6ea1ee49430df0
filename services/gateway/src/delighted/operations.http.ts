import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { Clock } from '#messaging';
import type { Call } from './call.rules.js';
import { DelightedRefusal } from './delighted-error.rules.js';
import { FieldReader, type Sent } from './field-reader.rules.js';
import { LeavePeopleAlone } from './leave-people-alone.action.js';
import { ListPeople } from './list-people.action.js';
import { metricsOf, readMetricsWanted } from './metrics.rules.js';
import { nextLink, readPage } from './paging.rules.js';
import { type PersonIdentifier, readIdentifier, readPerson } from './person.rules.js';
import { ReportMetrics } from './report-metrics.action.js';
import { SavePerson } from './save-person.action.js';
import { readResponse, readResponsesWanted, readsPerson, surveyResponseOf } from './survey-response.rules.js';
import { SurveyResponses } from './survey-responses.action.js';

/** A request as an operation sees it. */
export interface OperationRequest {
  readonly call: Call;
  /** The address of the gateway, and of this path. */
  readonly address: string;
  readonly path: string;
  readonly params: Readonly<Record<string, string>>;
  readonly query: Sent;
  readonly body: Sent;
}

/** What an operation answers: 200 where nothing else is said. */
export interface OperationAnswer {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: unknown;
}

/** An operation of Delighted's API. */
export interface OperationRoute {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** Below `/delighted/v1`, as Fastify writes it. */
  readonly path: string;
  readonly run: (request: OperationRequest) => Promise<OperationAnswer>;
}

const OK = { ok: true };
const NO_AUTOPILOT = 'Autopilot is not offered: a relationship program asks by time';

/** The operations of Delighted's API, each in terms of the services. */
export function delightedOperations(app: NestFastifyApplication): OperationRoute[] {
  const responses = app.get(SurveyResponses);
  const people = app.get(ListPeople);
  const saving = app.get(SavePerson);
  const alone = app.get(LeavePeopleAlone);
  const metrics = app.get(ReportMetrics);
  const clock = app.get(Clock);

  const suppressed =
    (reason: 'opted_out' | 'bounced', since: string): OperationRoute['run'] =>
    async ({ call, query }) => {
      const reader = new FieldReader(query);
      const page = readPage(reader);
      reader.check();
      const found = await alone.suppressed(call, reason, page);
      return {
        body: found.map(({ contactId, contact, since: at }) => ({
          ...{ person_id: contactId, email: contact?.email ?? null, name: contact?.name ?? null },
          [since]: at,
        })),
      };
    };

  const change: OperationRoute['run'] = async ({ call, address, params, query, body }) => {
    const reader = new FieldReader(body);
    const id = params.id ?? reader.need('id', reader.text('id', 200));
    const given = readResponse(reader, false);
    const { response, contact } = await responses.change(call, id!, given);
    const expandPerson = readsPerson(new FieldReader(query));
    return { body: surveyResponseOf(response, contact, { expandPerson, address }) };
  };

  return [
    {
      method: 'GET',
      path: '/people',
      run: async ({ call, query, path }) => {
        const reader = new FieldReader(query);
        const [email, phoneNumber] = [reader.email('email'), reader.phone('phone_number')];
        if (email && phoneNumber) reader.wrong('phone_number', 'must not be given beside email');
        const page = { ...readPage(reader), pageInfo: reader.text('page_info', 300) };
        reader.check();
        const identifier: PersonIdentifier | undefined = email ? { email } : phoneNumber ? { phoneNumber } : undefined;
        const { people: body, nextCursor } = await people.list(call, { ...page, identifier });
        return { body, ...(nextCursor && { headers: { link: nextLink(path, query, nextCursor) } }) };
      },
    },
    {
      method: 'POST',
      path: '/people',
      run: async ({ call, body }) => {
        const wanted = readPerson(new FieldReader(body));
        const { contact, surveyAt, undeclared } = await saving.save(call, wanted);
        const person = {
          ...{ id: contact.contactId, email: contact.email, name: contact.name, phone_number: contact.phone },
          survey_scheduled_at: surveyAt ? Math.floor(surveyAt.getTime() / 1000) : null,
          properties: wanted.properties,
        };
        const ignored = undeclared.map((name) => encodeURIComponent(name)).join(', ');
        return { status: 201, body: person, ...(ignored && { headers: { 'rapport-undeclared-properties': ignored } }) };
      },
    },
    {
      method: 'GET',
      path: '/people/:identifier',
      run: async ({ call, params }) => {
        const identifier = readIdentifier(params.identifier!);
        const { people: found } = await people.list(call, { identifier, perPage: 1, page: 1 });
        if (!found[0]) throw new DelightedRefusal(404);
        return { body: found[0] };
      },
    },
    {
      method: 'DELETE',
      path: '/people/:identifier',
      run: async ({ call, params }) => {
        await alone.erase(call, readIdentifier(params.identifier!));
        return { status: 202, body: OK };
      },
    },
    {
      method: 'DELETE',
      path: '/people/:email/survey_requests/pending',
      run: async ({ call, params }) => {
        await alone.withdrawPending(call, params.email!);
        return { body: OK };
      },
    },
    {
      method: 'GET',
      path: '/survey_responses',
      run: async ({ call, address, query }) => {
        const wanted = readResponsesWanted(new FieldReader(query));
        const found = await responses.list(call, wanted);
        const { expandPerson } = wanted;
        return {
          body: found.map(({ response, contact }) => surveyResponseOf(response, contact, { expandPerson, address })),
        };
      },
    },
    {
      method: 'POST',
      path: '/survey_responses',
      run: async ({ call, address, body }) => {
        const given = readResponse(new FieldReader(body), true);
        const { response, contact } = await responses.record(call, given);
        return { status: 201, body: surveyResponseOf(response, contact, { expandPerson: false, address }) };
      },
    },
    // The published Node client leaves the id out of the path when it saves.
    { method: 'PUT', path: '/survey_responses', run: change },
    {
      method: 'GET',
      path: '/survey_responses/:id',
      run: async ({ call, address, params, query }) => {
        const { response, contact } = await responses.show(call, params.id!);
        const expandPerson = readsPerson(new FieldReader(query));
        return { body: surveyResponseOf(response, contact, { expandPerson, address }) };
      },
    },
    { method: 'PUT', path: '/survey_responses/:id', run: change },
    {
      method: 'GET',
      path: '/metrics',
      run: async ({ call, query }) => {
        const wanted = readMetricsWanted(new FieldReader(query), clock.now());
        return { body: metricsOf(await metrics.report(call, wanted)) };
      },
    },
    { method: 'GET', path: '/unsubscribes', run: suppressed('opted_out', 'unsubscribed_at') },
    {
      method: 'POST',
      path: '/unsubscribes',
      run: async ({ call, body }) => {
        const reader = new FieldReader(body);
        const email = reader.need('person_email', reader.email('person_email'));
        reader.check();
        await alone.unsubscribe(call, email!);
        return { body: OK };
      },
    },
    { method: 'GET', path: '/bounces', run: suppressed('bounced', 'bounced_at') },
    ...(['GET', 'POST', 'DELETE'] as const).flatMap((method) =>
      ['/autopilot/:platform', '/autopilot/:platform/memberships'].map((path) => ({
        method,
        path,
        run: async () => Promise.reject(new DelightedRefusal(501, NO_AUTOPILOT)),
      })),
    ),
  ];
}
