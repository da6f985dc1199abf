import { context, SpanKind, SpanStatusCode, trace, type Meter, type Tracer } from '@opentelemetry/api';
import type { AttuneEvent } from '@attune/contracts';
import { allowListed, attributesOf } from './attributes';
import { parentOf, toTraceparent } from './trace-context';

type Counted = 'written' | 'published' | 'duplicate' | 'deadLettered' | 'parked' | 'lost' | 'effectRun';

/** Implements the runtime's `Observer`. */
export interface TelemetryObserver {
  around<T>(
    step: { handler: string; event: AttuneEvent; lagMs: number },
    run: () => T,
  ): { result: T; traceparent?: string };
  count(name: Counted, n: number): void;
}

/** A span a decision, and counters. `ratio`: how many of the turns that begin here are traced. */
export function observer(tracer: Tracer, meter: Meter, ratio: number): TelemetryObserver {
  const counter = meter.createCounter('attune.runtime.events', { description: 'What the runtime did, by kind' });
  const lag = meter.createHistogram('attune.lag', {
    unit: 'ms',
    description: 'From the writing of an event to its decision',
  });
  const duration = meter.createHistogram('attune.decision', { unit: 'ms', description: 'How long a decision took' });

  return {
    count: (name, n) => counter.add(n, { kind: name }),
    around({ handler, event, lagMs }, run) {
      const parent = trace.setSpanContext(context.active(), parentOf(event, ratio));
      const options = { kind: SpanKind.CONSUMER, attributes: attributesOf(handler, event, lagMs) };
      const span = tracer.startSpan(`process ${handler}`, options, parent);
      const started = performance.now();
      try {
        return { result: run(), traceparent: toTraceparent(span.spanContext()) };
      } catch (error) {
        // Its name only: a message may quote what a customer said.
        span.setStatus({ code: SpanStatusCode.ERROR });
        span.setAttributes(allowListed({ 'error.type': error instanceof Error ? error.name : 'unknown' }));
        throw error;
      } finally {
        span.end();
        const labels = allowListed({ 'attune.handler': handler });
        lag.record(lagMs, labels);
        duration.record(performance.now() - started, labels);
      }
    },
  };
}
