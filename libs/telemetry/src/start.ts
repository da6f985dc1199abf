import { createNoopMeter, ProxyTracerProvider } from '@opentelemetry/api';
import { observer, type TelemetryObserver } from './observer';

export interface TelemetryOptions {
  service: string;
  /** OTLP over HTTP, `http://collector:4318`; spans go to `/v1/traces` below it. Absent: no spans. */
  otlpEndpoint?: string;
  /** Port where Prometheus finds `/metrics`. Absent: no metrics. */
  metricsPort?: number;
  /** How many of the turns that begin here are traced, 0 to 1. Default 1. */
  ratio?: number;
}

export interface Telemetry {
  /** For the runtime; absent when neither spans nor metrics are wanted, so that nothing is measured for nobody. */
  observer?: TelemetryObserver;
  /** Sends what is still held. */
  stop(): Promise<void>;
}

/** Starts what is configured and loads only that: OpenTelemetry costs memory and start-up time that nobody else should pay. */
export async function startTelemetry(options: TelemetryOptions): Promise<Telemetry> {
  const { service, otlpEndpoint, metricsPort, ratio = 1 } = options;
  if (otlpEndpoint === undefined && metricsPort === undefined) return { stop: async () => {} };
  const { resourceFromAttributes } = await import('@opentelemetry/resources');
  const resource = resourceFromAttributes({ 'service.name': service, 'service.namespace': 'attune' });
  const stops: (() => Promise<void>)[] = [];

  async function tracerProvider() {
    if (otlpEndpoint === undefined) return new ProxyTracerProvider();
    const { BatchSpanProcessor, NodeTracerProvider } = await import('@opentelemetry/sdk-trace-node');
    const { OTLPTraceExporter } = await import('@opentelemetry/exporter-trace-otlp-http');
    const exporter = new OTLPTraceExporter({ url: `${otlpEndpoint.replace(/\/$/, '')}/v1/traces` });
    const provider = new NodeTracerProvider({ resource, spanProcessors: [new BatchSpanProcessor(exporter)] });
    stops.push(() => provider.shutdown());
    return provider;
  }

  async function meter() {
    if (metricsPort === undefined) return createNoopMeter();
    const { MeterProvider } = await import('@opentelemetry/sdk-metrics');
    const { PrometheusExporter } = await import('@opentelemetry/exporter-prometheus');
    const exporter = new PrometheusExporter({ port: metricsPort, preventServerStart: true });
    await exporter.startServer();
    const provider = new MeterProvider({ resource, readers: [exporter] });
    stops.push(() => provider.shutdown());
    return provider.getMeter('attune');
  }

  const tracer = (await tracerProvider()).getTracer('attune');
  return {
    observer: observer(tracer, await meter(), ratio),
    stop: async () => void (await Promise.allSettled(stops.map((stop) => stop()))),
  };
}
