import { contracts } from '#contracts';
import type { PlainRecord } from '#messaging';
import { call, type Installation } from '../../replay/api.js';

const MAPPING = {
  events: [
    {
      event: 'Ticket Closed',
      touchpoint: 'support.case_closed',
      when: [{ path: 'properties.status', operator: 'is', value: 'solved' }],
      attributes: { severity: 'properties.severity' },
    },
  ],
};

/** Says which messages of the company's customer data platform matter. */
export async function mapProductEvents(installation: Installation): Promise<void> {
  await call(installation, 'PUT', '/v1/segment-mapping', { mapping: MAPPING });
}

/**
 * What the platform tells of Noor, who is in no CRM: who she is, where she works, a ticket of hers that was closed, so that
 * she is asked, and an event that is mapped to nothing. The ids are the same each time, so that it happens once.
 */
export function productEvents(now: Date): PlainRecord[] {
  const messages = [
    { type: 'group', groupId: 'atlas', traits: { name: 'Atlas Atelier' } },
    {
      type: 'identify',
      traits: { email: 'noor@atlas.example', name: 'Noor' },
      context: { groupId: 'atlas' },
    },
    { type: 'track', event: 'Ticket Closed', properties: { status: 'solved', severity: 'major' } },
    { type: 'track', event: 'Report Printed', properties: { pages: 3 } },
  ];
  return messages.map((message, place) => ({
    key: 'noor',
    value: JSON.stringify({ userId: 'noor', messageId: `demo-${place + 1}`, timestamp: now.toISOString(), ...message }),
    headers: {},
  }));
}

/** Where the platform writes its messages. */
export const PRODUCT_EVENTS_TOPIC = contracts.segmentMessage.topic;
