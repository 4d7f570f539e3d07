import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import {
  coreServices,
  createServiceFactory,
} from '@backstage/backend-plugin-api';
import { mockServices } from '@backstage/backend-test-utils';
import { metrics as openTelemetry } from '@opentelemetry/api';
import { demoFleet } from 'local-aws';
import { parse } from 'yaml';
import { Sample, startMetrics } from './__testUtils__/promMetrics';
import { startPlugin } from './__testUtils__/startPlugin';
import { useDemoAws } from './__testUtils__/useDemoAws';

jest.setTimeout(120_000);

const docs = resolve(__dirname, '../../../docs');
const doc = (file: string) => readFileSync(resolve(docs, file), 'utf8');

describe('the metrics of the plugin', () => {
  const aws = useDemoAws();
  let plugin: Awaited<ReturnType<typeof startPlugin>>;
  let metrics: ReturnType<typeof startMetrics>;
  let samples: Sample[];
  let called: string[];

  beforeAll(() => {
    metrics = startMetrics();
    openTelemetry.setGlobalMeterProvider(metrics.provider);
  });

  // Once: only before a test, the environment leads to the demo’s AWS.
  beforeEach(async () => {
    if (plugin) {
      return;
    }
    const scheduler = mockServices.scheduler();
    plugin = await startPlugin({
      services: [
        createServiceFactory({
          service: coreServices.scheduler,
          deps: {},
          factory: () => scheduler,
        }),
      ],
    });
    aws.calls();
    await scheduler.triggerTask('session-manager-fleet');
    called = aws.calls();
    samples = (await metrics.read()).filter(({ name }) =>
      name.startsWith('session_manager_'),
    );
  });

  afterAll(async () => {
    await plugin?.stop();
    openTelemetry.disable();
    await metrics.stop();
  });

  const named = (name: string) =>
    samples.filter(sample => sample.name === name);
  const sum = (found: readonly Sample[]) =>
    found.reduce((total, { value }) => total + value, 0);

  it('count the roles of each account, as the summary does', async () => {
    const { body } = await plugin.get('/roles/summary').expect(200);

    const roles = named('session_manager_fleet_roles');
    expect(sum(roles)).toBe(body.total);
    for (const [state, count] of Object.entries(body.states)) {
      expect([
        state,
        sum(roles.filter(({ labels }) => labels.state === state)),
      ]).toEqual([state, count]);
    }
    expect(named('session_manager_fleet_accounts')).toContainEqual(
      expect.objectContaining({ labels: { state: 'read' }, value: 2 }),
    );
  });

  it('count each call to AWS by its operation, and each scan', () => {
    const counted = Object.fromEntries(
      named('session_manager_aws_calls_total')
        .filter(({ labels }) => labels.rpc_service !== 'sts')
        .map(({ labels, value }) => [labels.rpc_method, value]),
    );
    const expected: Record<string, number> = {};
    for (const operation of called) {
      // Backstage’s credentials have clients of their own for AWS STS.
      if (!['AssumeRole', 'GetCallerIdentity'].includes(operation)) {
        expected[operation] = (expected[operation] ?? 0) + 1;
      }
    }
    expect(counted).toEqual(expected);
    expect(expected.GetAccountAuthorizationDetails).toBeGreaterThan(1);

    expect(named('session_manager_fleet_scan_duration_count')).toEqual([
      expect.objectContaining({ labels: { result: 'completed' }, value: 2 }),
    ]);
  });

  it('have few labels, however many roles there are', () => {
    const accounts = [
      demoFleet.accounts.development,
      demoFleet.accounts.production,
    ];
    for (const { labels } of samples) {
      expect(JSON.stringify(labels)).not.toContain('arn:');
      expect([undefined, ...accounts]).toContain(labels.cloud_account_id);
    }
  });

  describe('are those in the docs:', () => {
    /** Names without what Prometheus adds to those of histograms. */
    const known = () =>
      new Set(
        samples.map(({ name }) => name.replace(/_(?:bucket|count|sum)$/, '')),
      );
    const labels = () =>
      new Set(samples.flatMap(sample => Object.keys(sample.labels)));

    /** That an expression of Prometheus names metrics and labels that exist. */
    function expectKnown(expression: string) {
      const names = expression.match(/session_manager_\w+/g) ?? [];
      expect([expression, names.length > 0]).toEqual([expression, true]);
      expect(samples.map(({ name }) => name)).toEqual(
        expect.arrayContaining(names),
      );
      const used = [
        ...[...expression.matchAll(/(\w+)\s*(?:=~|!~|!=|=)\s*"/g)],
        ...[...expression.matchAll(/(?:by|without) \(([^)]*)\)/g)],
      ].flatMap(([, list]) => list.split(/,\s*/));
      expect([...labels()]).toEqual(expect.arrayContaining(used));
    }

    it('the table', () => {
      const table = doc('observability.md').matchAll(
        /^\| `(session_manager_\w+)`/gm,
      );

      expect(new Set([...table].map(([, name]) => name))).toEqual(known());
    });

    it('the dashboard', () => {
      const dashboard: {
        panels: Array<{ targets: Array<{ expr: string }> }>;
      } = JSON.parse(doc('grafana/session-manager.json'));
      const queries = dashboard.panels.flatMap(({ targets }) => targets);

      queries.forEach(({ expr }) => expectKnown(expr));
      expect(queries.length).toBeGreaterThan(4);
    });

    it('the alert rules', () => {
      const { groups }: { groups: Array<{ rules: object[] }> } = parse(
        doc('prometheus/session-manager.yaml'),
      );
      const rules = groups.flatMap(group => group.rules);

      expect(rules.length).toBeGreaterThan(2);
      for (const rule of rules) {
        expect(rule).toEqual({
          alert: expect.stringMatching(/^SessionManager[A-Z]\w+$/),
          expr: expect.any(String),
          for: expect.stringMatching(/^\d+[mh]$/),
          labels: { severity: expect.stringMatching(/^(?:warning|critical)$/) },
          annotations: {
            summary: expect.any(String),
            description: expect.any(String),
          },
        });
        expectKnown((rule as { expr: string }).expr);
      }
    });
  });
});
