import { context, propagation } from '@opentelemetry/api';

/** W3C trace context of the request that is being answered: its event continues the trace, though it is written with others. */
export function traceparentOfRequest(): string | undefined {
  const carrier: { traceparent?: string } = {};
  propagation.inject(context.active(), carrier);
  return carrier.traceparent;
}
