import { MetricsService } from '@backstage/backend-plugin-api/alpha';
import { CallObserver } from 'backstage-plugin-session-manager-node';

/** Counts the requests to AWS, by service and operation. */
export function createCallCounter(metrics: MetricsService): CallObserver {
  const calls = metrics.createCounter('session_manager.aws.calls', {
    description: 'Requests to AWS, with those that were repeated',
    unit: '{call}',
  });
  return (service, operation) =>
    // https://opentelemetry.io/docs/specs/semconv/registry/attributes/rpc/
    calls.add(1, { 'rpc.service': service, 'rpc.method': operation });
}
