import { currentTraceparent, withTraceparent } from '@harken/messaging';
import { context, SpanKind, SpanStatusCode, trace } from '@opentelemetry/api';

let spansOn = false;

/** Turns spans on. Loads the SDK only now, because it is heavy. */
export async function startTracing(service: string, endpoint: string): Promise<{ stop(): Promise<void> }> {
  const [sdk, otlp, resources] = await Promise.all([
    import('@opentelemetry/sdk-trace-node'),
    import('@opentelemetry/exporter-trace-otlp-http'),
    import('@opentelemetry/resources'),
  ]);
  const url = `${endpoint.replace(/\/$/, '')}/v1/traces`;
  const provider = new sdk.NodeTracerProvider({
    resource: resources.resourceFromAttributes({ 'service.name': `harken-${service}` }),
    spanProcessors: [new sdk.BatchSpanProcessor(new otlp.OTLPTraceExporter({ url }))],
  });
  provider.register();
  spansOn = true;
  return {
    stop: async () => {
      await provider.shutdown();
      spansOn = false;
      trace.disable();
      context.disable();
    },
  };
}

const noSpan = (): void => undefined;

export interface RequestSpan {
  readonly traceparent: string;
  run(work: () => void): void;
  end(status: number): void;
}

/** The server span of one request. Without the SDK it only passes the trace on and costs nothing. */
export function requestSpan(traceparent: string, method: string, route: string): RequestSpan {
  if (!spansOn) return { traceparent, run: (work) => withTraceparent(traceparent, work), end: noSpan };
  return withTraceparent(traceparent, () => {
    const span = trace.getTracer('harken').startSpan(`${method} ${route}`, {
      kind: SpanKind.SERVER,
      attributes: { 'http.request.method': method, 'http.route': route },
    });
    const active = trace.setSpan(context.active(), span);
    const own = span.isRecording() ? context.with(active, () => currentTraceparent()) : undefined;
    return {
      traceparent: own ?? traceparent,
      run: (work) => withTraceparent(own ?? traceparent, () => (own ? context.with(active, work) : work())),
      end: (status) => {
        span.setAttribute('http.response.status_code', status);
        if (status >= 500) span.setStatus({ code: SpanStatusCode.ERROR });
        span.end();
      },
    };
  });
}
