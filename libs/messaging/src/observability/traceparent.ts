import { AsyncLocalStorage } from 'node:async_hooks';
import { type Context, context, isSpanContextValid, trace } from '@opentelemetry/api';

const ambient = new AsyncLocalStorage<string | undefined>();
const pattern = /^00-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})$/;

/** The W3C `traceparent` of the work in progress: of the active span, or without an SDK the incoming one. */
export function currentTraceparent(): string | undefined {
  const span = trace.getSpanContext(context.active());
  if (!span || !isSpanContextValid(span)) return ambient.getStore();
  return `00-${span.traceId}-${span.spanId}-${span.traceFlags.toString(16).padStart(2, '0')}`;
}

/** Runs `fn` as a part of that trace. An invalid traceparent is ignored. */
export function withTraceparent<T>(traceparent: string | undefined, fn: () => T): T {
  const usable = traceparent && pattern.test(traceparent) ? traceparent : undefined;
  return ambient.run(usable, () => context.with(contextOf(usable), fn));
}

/** The OpenTelemetry context to parent a span on. */
export function contextOf(traceparent: string | undefined): Context {
  const match = traceparent ? pattern.exec(traceparent) : null;
  const [, traceId, spanId, flags] = match ?? [];
  if (!traceId || !spanId || !flags) return context.active();
  const remote = { traceId, spanId, traceFlags: Number.parseInt(flags, 16), isRemote: true };
  return trace.setSpanContext(context.active(), remote);
}
