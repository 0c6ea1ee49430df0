const text = (description: string) => ({ type: 'string', description });

/**
 * JSON Schema of an event's record headers: CloudEvents 1.0, Kafka binding, binary mode, and Rapport's extensions.
 * @param options.plain whether messages without any of them are taken as well
 */
export function eventHeaders(type: string, options: { plain: boolean }): object {
  return {
    type: 'object',
    required: options.plain ? [] : ['ce_specversion', 'ce_id', 'ce_source', 'ce_type'],
    properties: {
      ce_specversion: { const: '1.0' },
      ce_id: text('Id of the event; with the source it makes the event the same event.'),
      ce_source: text('Who sends it, such as /crm or /rapport/scoring.'),
      ce_type: { const: type },
      ce_time: { type: 'string', format: 'date-time', description: "When it happened, by the sender's clock." },
      ce_subject: text('Whom or what it is about: the record key.'),
      ce_correlationid: text(
        'The same for everything that follows from one first event; the id of the event when absent.',
      ),
      ce_causationid: text('Id of the event that led to this one.'),
      ce_lineage: text('The chain that led here, oldest first: type/id/time, separated by spaces.'),
      traceparent: text('W3C trace context.'),
      'content-type': { enum: ['application/json', 'application/protobuf'], default: 'application/json' },
    },
  };
}

/** JSON Schema of what a dead letter's headers say besides the record's own. */
export const DEAD_LETTER_HEADERS = {
  type: 'object',
  required: ['dead-letter-id', 'dead-letter-reason', 'dead-letter-consumer', 'dead-letter-position'],
  properties: {
    'dead-letter-id': text('Id under which the service of the consumer shows the record whole.'),
    'dead-letter-reason': text('Why the record was given up.'),
    'dead-letter-consumer': text('The consumer that gave it up.'),
    'dead-letter-position': text('Where it was: topic/partition/offset.'),
    'dead-letter-field': text('The header or field that is wrong, where one is.'),
  },
};
