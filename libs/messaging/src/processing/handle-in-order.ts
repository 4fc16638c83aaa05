import type { Tx } from '@harken/database';
import { type Span, SpanKind, SpanStatusCode, trace } from '@opentelemetry/api';
import type { SubscriptionsByType } from '../events/parse-message.ts';
import type { ReceivedEvent, Subscription } from '../events/subscription.ts';
import type { MessagingMetrics } from '../observability/metrics.ts';
import { contextOf, withTraceparent } from '../observability/traceparent.ts';
import { handlerCallsOf } from './handler-calls.ts';

const tracer = trace.getTracer('@harken/messaging');

export interface Consumed {
  readonly type: string;
  readonly count: number;
  readonly seconds: number;
}

/** Calls the handlers, the events of each key in the order of the topic. */
export async function handleInOrder(
  events: readonly ReceivedEvent[],
  subscriptions: SubscriptionsByType,
  tx: Tx,
): Promise<Consumed[]> {
  const consumed: Consumed[] = [];
  for (const call of handlerCallsOf(events, subscriptions)) {
    const started = performance.now();
    for (const subscription of call.subscriptions) {
      const accepted = call.events.filter((event) => subscription.filter?.(event) ?? true);
      const parts = subscription.mode === 'batch' ? [accepted] : accepted.map((event) => [event]);
      for (const part of parts) if (part.length > 0) await traced(part, subscription, tx);
    }
    const secondsEach = (performance.now() - started) / 1_000 / call.events.length;
    for (const [type, { length }] of Map.groupBy(call.events, (event) => event.type)) {
      consumed.push({ type, count: length, seconds: secondsEach * length });
    }
  }
  return consumed;
}

export function reportConsumed(metrics: MessagingMetrics | undefined, consumed: readonly Consumed[]): void {
  for (const { type, count, seconds } of consumed) metrics?.consumed(type, count, seconds);
}

/** A single event continues its trace; a batch links to the traces of its events. */
function traced(events: readonly ReceivedEvent[], subscription: Subscription, tx: Tx): Promise<void> {
  const [first] = events;
  const traceparent = events.length === 1 ? first?.traceparent : undefined;
  const links = events.length === 1 ? [] : events.flatMap(linkOf);
  const attributes = {
    'messaging.system': 'kafka',
    'messaging.operation.type': 'process',
    'messaging.destination.name': first?.topic ?? '',
    'messaging.batch.message_count': events.length,
  };
  const options = { kind: SpanKind.CONSUMER, links, attributes };
  return withTraceparent(traceparent, () =>
    tracer.startActiveSpan(`process ${first?.type}`, options, async (span) => {
      try {
        await subscription.handle(events, tx);
      } catch (error) {
        markFailed(span, error);
        throw error;
      } finally {
        span.end();
      }
    }),
  );
}

function markFailed(span: Span, error: unknown): void {
  // The message of the error could contain data of the event.
  span.setStatus({ code: SpanStatusCode.ERROR, message: error instanceof Error ? error.name : 'unknown' });
}

function linkOf({ traceparent }: ReceivedEvent) {
  const context = traceparent ? trace.getSpanContext(contextOf(traceparent)) : undefined;
  return context ? [{ context }] : [];
}
