import { PrometheusSerializer } from '@opentelemetry/exporter-prometheus';
import { MeterProvider, MetricReader } from '@opentelemetry/sdk-metrics';

/** A value of a metric, as Prometheus stores it. */
export interface Sample {
  name: string;
  labels: Record<string, string>;
  value: number;
}

class OnDemandReader extends MetricReader {
  protected async onShutdown() {}

  protected async onForceFlush() {}
}

/** The OpenTelemetry SDK, whose metrics are read as Prometheus would. */
export function startMetrics() {
  const reader = new OnDemandReader();
  const provider = new MeterProvider({ readers: [reader] });
  return {
    provider,
    async read(): Promise<Sample[]> {
      const { resourceMetrics, errors } = await reader.collect();
      if (errors.length > 0) {
        throw new AggregateError(errors);
      }
      const serializer = new PrometheusSerializer(
        '',
        false,
        undefined,
        true,
        true,
      );
      return serializer
        .serialize(resourceMetrics)
        .split('\n')
        .flatMap(line => sampleIn(line) ?? []);
    },
    stop: () => provider.shutdown(),
  };
}

function sampleIn(line: string): Sample | undefined {
  const [, name, labels = '', value] =
    /^(\w+)(?:\{(.*)\})? (\S+)$/.exec(line) ?? [];
  return name === undefined
    ? undefined
    : {
        name,
        labels: Object.fromEntries(
          [...labels.matchAll(/(\w+)="([^"]*)"/g)].map(([, key, text]) => [
            key,
            text,
          ]),
        ),
        value: Number(value),
      };
}
