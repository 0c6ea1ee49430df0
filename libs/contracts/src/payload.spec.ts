import { contracts, InvalidPayload, payloadFromBinary, payloadFromJson, payloadToBinary } from './index.js';

const event = { contactId: 'c-1', touchpoint: 'support.case_closed', occurredAt: '2026-01-02T03:04:05Z' };
const read = (json: unknown) => payloadFromJson(contracts.journeyEventRecorded, json);
const problem = (json: unknown): InvalidPayload => {
  try {
    read(json);
  } catch (error) {
    return error as InvalidPayload;
  }
  throw new Error('was accepted');
};

describe('payload', () => {
  it('takes canonical JSON as it is', () => {
    expect(read(event)).toBe(event);
  });

  it('takes every other form of proto3 JSON', () => {
    expect(read({ contact_id: 'c-1', touchpoint: event.touchpoint, occurred_at: event.occurredAt })).toEqual(event);
  });

  it('drops unknown fields', () => {
    expect(read({ ...event, colour: 'red' })).toEqual(event);
  });

  it('fills in defaults that proto3 JSON leaves out', () => {
    const { score, ...response } = {
      responseId: 'r',
      revision: 1,
      contactId: 'c',
      touchpoint: 't',
      score: 0,
      channel: 'api',
      answeredAt: event.occurredAt,
      revisedAt: event.occurredAt,
    };
    expect(payloadFromJson(contracts.responseRecorded, response).score).toBe(score);
  });

  it.each([
    [{ ...event, contactId: undefined }, 'contactId'],
    [{ ...event, contactId: '' }, 'contactId'],
    [{ ...event, contactId: 7 }, 'contactId'],
    [{ ...event, occurredAt: undefined }, 'occurredAt'],
    [{ ...event, occurredAt: 'yesterday' }, 'occurredAt'],
  ])('refuses %j and names the field', (json, field) => {
    expect(problem(JSON.parse(JSON.stringify(json))).field).toBe(field);
  });

  it.each([[null], [[]], ['text'], [7]])('refuses %j', (json) => {
    expect(problem(json)).toBeInstanceOf(InvalidPayload);
  });

  it('reads protobuf binary', () => {
    expect(
      payloadFromBinary(contracts.journeyEventRecorded, payloadToBinary(contracts.journeyEventRecorded, event)),
    ).toEqual(event);
  });

  it('refuses bytes that are no protobuf', () => {
    expect(() => payloadFromBinary(contracts.journeyEventRecorded, Buffer.from('{"a":1}'))).toThrow(InvalidPayload);
  });
});
