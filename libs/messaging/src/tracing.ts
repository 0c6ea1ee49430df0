import {
  type Context,
  context,
  propagation,
  ROOT_CONTEXT,
  type Span,
  SpanKind,
  SpanStatusCode,
  trace,
} from '@opentelemetry/api';
import type { IncomingEvent } from './envelope/event.js';
import type { OutboxMessage } from './outbox/message-lines.js';

const tracer = () => trace.getTracer('rapport.messaging');

function traceparentOf(ctx: Context): string | undefined {
  const carrier: { traceparent?: string } = {};
  propagation.inject(ctx, carrier);
  return carrier.traceparent;
}

function contextOf(traceparent: string | undefined): Context {
  return traceparent === undefined ? ROOT_CONTEXT : propagation.extract(ROOT_CONTEXT, { traceparent });
}

/** W3C trace context of the active span, if one is recorded. */
export function activeTraceparent(): string | undefined {
  return trace.getActiveSpan() === undefined ? undefined : traceparentOf(context.active());
}

function end(spans: readonly Span[], error?: unknown): void {
  for (const span of spans) {
    if (error !== undefined) span.setStatus({ code: SpanStatusCode.ERROR, message: String(error) });
    span.end();
  }
}

/**
 * Gives each event a span in its own trace, and runs `work` with events that continue these spans. The work itself
 * belongs to the first event's trace; it is linked from the others'.
 */
export async function traceChunk<T, R>(
  consumer: string,
  events: readonly IncomingEvent<T>[],
  work: (events: readonly IncomingEvent<T>[]) => Promise<R>,
): Promise<R> {
  const spans: Span[] = [];
  const traced = events.map((event) => {
    const parent = contextOf(event.traceparent);
    const span = tracer().startSpan(
      `${consumer} process`,
      { kind: SpanKind.CONSUMER, attributes: attributesOf(event) },
      parent,
    );
    if (!span.isRecording()) return event;
    spans.push(span);
    return { ...event, traceparent: traceparentOf(trace.setSpan(parent, span)) };
  });
  if (spans.length === 0) return work(events);
  try {
    const result = await context.with(trace.setSpan(ROOT_CONTEXT, spans[0]!), () => work(traced));
    end(spans);
    return result;
  } catch (error) {
    end(spans, error);
    throw error;
  }
}

function attributesOf(event: IncomingEvent): Record<string, string | number> {
  return {
    'messaging.system': 'kafka',
    'messaging.operation.type': 'process',
    'messaging.destination.name': event.record.topic,
    'messaging.destination.partition.id': String(event.record.partition),
    'messaging.kafka.offset': Number(event.record.offset),
    'messaging.message.id': event.id,
  };
}

/** Gives each traced message a producer span, whose context travels in the record's `traceparent` header. */
export async function traceSends(
  send: (headersOf: (message: OutboxMessage) => Record<string, string>) => Promise<void>,
): Promise<void> {
  const spans: Span[] = [];
  const headersOf = (message: OutboxMessage): Record<string, string> => {
    if (message.headers.traceparent === undefined) return message.headers;
    const parent = contextOf(message.headers.traceparent);
    const attributes = { 'messaging.system': 'kafka', 'messaging.destination.name': message.topic };
    const span = tracer().startSpan(`${message.topic} send`, { kind: SpanKind.PRODUCER, attributes }, parent);
    if (!span.isRecording()) return message.headers;
    spans.push(span);
    return {
      ...message.headers,
      traceparent: traceparentOf(trace.setSpan(parent, span)) ?? message.headers.traceparent,
    };
  };
  try {
    await send(headersOf);
    end(spans);
  } catch (error) {
    end(spans, error);
    throw error;
  }
}
