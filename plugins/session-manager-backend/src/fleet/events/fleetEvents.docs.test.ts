import { readFileSync } from 'node:fs';
import { resolve as resolvePath } from 'node:path';
import {
  CreateEventBusCommand,
  EventBridgeClient,
  PutEventsCommand,
  PutPermissionCommand,
  PutRuleCommand,
  PutTargetsCommand,
} from '@aws-sdk/client-eventbridge';
import { IAMClient, PutRolePolicyCommand } from '@aws-sdk/client-iam';
import {
  CreateQueueCommand,
  GetQueueAttributesCommand,
  ReceiveMessageCommand,
  SendMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { schedulerServiceFactory } from '@backstage/backend-defaults/scheduler';
import { resolvePackagePath } from '@backstage/backend-plugin-api';
import eventsPlugin from '@backstage/plugin-events-backend';
import sqsModule from '@backstage/plugin-events-backend-module-aws-sqs';
import { eventsServiceFactory } from '@backstage/plugin-events-node';
import Ajv from 'ajv';
import { demoFleet } from 'local-aws';
import { parse } from 'yaml';
import {
  component,
  DEMO_CONFIG,
  startPlugin,
} from '../../__testUtils__/startPlugin';
import { useDemoAws } from '../../__testUtils__/useDemoAws';
import { cloudTrailEvent } from './__testUtils__/cloudTrailEvent';
import { CLOUDTRAIL_EVENTS } from './cloudTrailEvents';

jest.setTimeout(60_000);

const { roleName } = demoFleet.roles.healthy;
const page = readFileSync(
  resolvePath(__dirname, '../../../../../docs/fleet.md'),
  'utf8',
);
const section = page.slice(page.indexOf('## Changes outside the portal'));

/** The examples in a language, in the order of the page. */
function examples(language: string): string[] {
  const blocks = section.matchAll(/```(\w+)\n([^`]*)```/g);
  return [...blocks].flatMap(([, written, text]) =>
    written === language ? text.trim() : [],
  );
}

const config = parse(examples('yaml')[0]);
const { topic } = config.sessionManager.fleet.events;
const { queue } =
  config.events.modules.awsSqs.awsSqsConsumingEventPublisher.topics[topic];
const [
  portalPolicy,
  busPolicy,
  queuePolicy,
  redrivePolicy,
  busPattern,
  iamPattern,
  regionPattern,
] = examples('json').map(text => JSON.parse(text));
const queueArn: string = queuePolicy.Statement[0].Resource;
const busArn: string = busPolicy.Statement[0].Resource;
const nameOf = (arn: string) => arn.slice(arn.search(/[^:/]+$/));

describe('the events in docs/fleet.md', () => {
  it('are read with a configuration that the module accepts', () => {
    const schema = readFileSync(
      resolvePackagePath(
        '@backstage/plugin-events-backend-module-aws-sqs',
        'config.schema.json',
      ),
      'utf8',
    );
    const validate = new Ajv({ strict: false }).compile(JSON.parse(schema));

    expect(validate(config)).toBe(true);
    // As the page says.
    delete queue.waitTime;
    expect(validate(config)).toBe(false);
    queue.waitTime = { seconds: 20 };
  });

  it('come from one queue, by one rule', () => {
    const [, , , region, accountId] = queueArn.split(':');
    expect(queue).toMatchObject({
      region,
      url: `https://sqs.${region}.amazonaws.com/${accountId}/${nameOf(queueArn)}`,
    });
    expect(portalPolicy.Statement[0].Resource).toBe(queueArn);
    expect(queuePolicy.Statement[0].Condition.ArnEquals).toEqual({
      'aws:SourceArn': `arn:aws:events:${region}:${accountId}:rule/${nameOf(busArn)}/session-manager-events`,
    });
  });

  it('are those that the portal reads', () => {
    const { iam, ...others } = CLOUDTRAIL_EVENTS;
    const calls = (...services: Array<Readonly<Record<string, unknown>>>) =>
      services.flatMap(service => Object.keys(service)).sort();

    expect(iamPattern.detail.eventName).toEqual(calls(iam));
    expect(regionPattern.detail.eventName).toEqual(
      calls(...Object.values(others)),
    );
    expect(regionPattern.source).toEqual(
      Object.keys(others)
        .map(name => `aws.${name}`)
        .sort(),
    );
    expect(regionPattern.detail.eventSource).toEqual(
      Object.keys(others)
        .map(name => `${name}.amazonaws.com`)
        .sort(),
    );
  });

  describe('through a real queue', () => {
    const aws = useDemoAws();
    let sqs: SQSClient;
    let eventBridge: EventBridgeClient;
    let queueUrl: string;
    let failedUrl: string;
    let plugin: Awaited<ReturnType<typeof startPlugin>>;

    const putRule = async (
      Name: string,
      pattern: object,
      Arn: string,
      EventBusName?: string,
    ) => {
      await eventBridge.send(
        new PutRuleCommand({
          ...{ Name, EventBusName },
          EventPattern: JSON.stringify(pattern),
        }),
      );
      await eventBridge.send(
        new PutTargetsCommand({
          Rule: Name,
          EventBusName,
          Targets: [
            {
              ...{ Id: 'portal', Arn },
              // What EventBridge sends anyway; moto omits the account.
              InputTransformer: { InputTemplate: '<aws.events.event.json>' },
            },
          ],
        }),
      );
    };

    beforeAll(async () => {
      sqs = new SQSClient(aws.client());
      eventBridge = new EventBridgeClient(aws.client());
      const failed = await sqs.send(
        new CreateQueueCommand({
          QueueName: nameOf(redrivePolicy.deadLetterTargetArn),
        }),
      );
      failedUrl = failed.QueueUrl!;
      const created = await sqs.send(
        new CreateQueueCommand({
          QueueName: nameOf(queueArn),
          Attributes: {
            Policy: JSON.stringify(queuePolicy),
            RedrivePolicy: JSON.stringify(redrivePolicy),
          },
        }),
      );
      queueUrl = created.QueueUrl!;
      const EventBusName = nameOf(busArn);
      await eventBridge.send(new CreateEventBusCommand({ Name: EventBusName }));
      await eventBridge.send(
        new PutPermissionCommand({
          EventBusName,
          Policy: JSON.stringify(busPolicy),
        }),
      );
      await putRule(
        'session-manager-events',
        busPattern,
        queueArn,
        EventBusName,
      );
      await putRule('iam', iamPattern, busArn);
      await putRule('region', regionPattern, busArn);
    });

    it('are not held up for long by a message that is not JSON', async () => {
      const { Attributes = {} } = await sqs.send(
        new GetQueueAttributesCommand({
          QueueUrl: queueUrl,
          AttributeNames: ['Policy', 'RedrivePolicy'],
        }),
      );
      expect(JSON.parse(Attributes.Policy!)).toEqual(queuePolicy);
      expect(JSON.parse(Attributes.RedrivePolicy!)).toEqual(redrivePolicy);

      const receive = async (QueueUrl: string) => {
        const { Messages = [] } = await sqs.send(
          new ReceiveMessageCommand({ QueueUrl, VisibilityTimeout: 0 }),
        );
        return Messages.map(({ Body }) => Body);
      };
      const broken = 'not JSON';
      await sqs.send(
        new SendMessageCommand({ QueueUrl: queueUrl, MessageBody: broken }),
      );
      for (let n = 0; n < redrivePolicy.maxReceiveCount; n += 1) {
        expect(await receive(queueUrl)).toEqual([broken]);
      }
      expect(await receive(queueUrl)).toEqual([]);
      expect(await receive(failedUrl)).toEqual([broken]);
    });

    describe('in a portal', () => {
      beforeEach(async () => {
        const endpoint = process.env.AWS_ENDPOINT_URL!;
        const { origin } = new URL(queue.url);
        const { events } = JSON.parse(
          JSON.stringify(config)
            .replace(origin, endpoint)
            // The last request ends after the test.
            .replace('"waitTime":{"seconds":20}', '"waitTime":{"seconds":1}'),
        );
        plugin = await startPlugin({
          entities: [component('payments')],
          config: {
            ...DEMO_CONFIG,
            // The backend would only end after its request for the events of
            // other replicas.
            events: { ...events, useEventBus: 'never' },
            sessionManager: {
              ...(DEMO_CONFIG.sessionManager as object),
              fleet: { ...config.sessionManager.fleet, refresh: { days: 30 } },
            },
          },
          services: [eventsServiceFactory, schedulerServiceFactory],
          features: [eventsPlugin, sqsModule],
        });
      });

      afterEach(() => plugin.stop());

      const until = async (path: string, isTrue: (body: any) => boolean) => {
        let body;
        do {
          ({ body } = await plugin.get(path).expect(200));
        } while (!isTrue(body));
      };
      const send = (events: Array<ReturnType<typeof cloudTrailEvent>>) =>
        eventBridge.send(
          new PutEventsCommand({
            Entries: events.map(event => ({
              Source: event.source,
              DetailType: event['detail-type'],
              Detail: JSON.stringify(event.detail),
            })),
          }),
        );
      const waiting = async () => {
        const { Attributes } = await sqs.send(
          new GetQueueAttributesCommand({
            QueueUrl: queueUrl,
            AttributeNames: [
              'ApproximateNumberOfMessages',
              'ApproximateNumberOfMessagesNotVisible',
            ],
          }),
        );
        return Object.values(Attributes ?? {}).map(Number);
      };

      it('change the row of the role that they name', async () => {
        await until(
          '/roles/summary',
          ({ accounts }) =>
            accounts.length > 0 &&
            accounts.every((account: object) => 'scannedAt' in account),
        );
        await new IAMClient(aws.client()).send(
          new PutRolePolicyCommand({
            RoleName: roleName,
            PolicyName: 'deny',
            PolicyDocument: JSON.stringify({
              Version: '2012-10-17',
              Statement: [{ Effect: 'Deny', Action: '*', Resource: '*' }],
            }),
          }),
        );
        aws.calls();
        const began = performance.now();
        const change = cloudTrailEvent('iam', 'PutRolePolicy', { roleName });
        const failure = { detail: { errorCode: 'DeleteConflict' } };
        const failed = cloudTrailEvent(
          'iam',
          'DeleteRole',
          { roleName },
          failure,
        );
        await send([change, change, change, failed]);
        await send(Array.from({ length: 10 }, () => change));

        await until(
          `/roles?q=${roleName}`,
          ({ items: [role] }) => role?.state === 'sessions-fail',
        );
        const calls = aws.calls();
        const countOf = (operation: string) =>
          calls.filter(one => one === operation).length;
        expect(await waiting()).toEqual([0, 0]);
        // At most ten events at once, and one request a second while there are none.
        const batches = countOf('DeleteMessageBatch');
        expect(batches).toBeGreaterThanOrEqual(2);
        expect(countOf('ReceiveMessage') - batches).toBeLessThanOrEqual(
          (performance.now() - began) / 1_000 + 2,
        );
        // Another one only if some of them arrived seconds later.
        expect(countOf('GetRole')).toBeLessThanOrEqual(2);
        expect(countOf('GetAccountAuthorizationDetails')).toBe(0);
      });
    });
  });
});
