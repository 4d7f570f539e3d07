import { readFileSync } from 'node:fs';
import { resolve as resolvePath } from 'node:path';
import {
  CloudFormationClient,
  CreateStackCommand,
  DescribeStacksCommand,
} from '@aws-sdk/client-cloudformation';
import {
  EventBridgeClient,
  ListRulesCommand,
  ListTargetsByRuleCommand,
  PutEventsCommand,
  PutTargetsCommand,
} from '@aws-sdk/client-eventbridge';
import {
  CreateRoleCommand,
  GetPolicyVersionCommand,
  IAMClient,
  ListAttachedRolePoliciesCommand,
  PutRolePolicyCommand,
} from '@aws-sdk/client-iam';
import {
  GetQueueAttributesCommand,
  GetQueueUrlCommand,
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
const deploy = resolvePath(__dirname, '../../../../../deploy/cloudformation');
const template = (name: string) =>
  readFileSync(resolvePath(deploy, `${name}.yaml`), 'utf8');

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

  describe('through a real queue', () => {
    const aws = useDemoAws();
    let sqs: SQSClient;
    let eventBridge: EventBridgeClient;
    let queueUrl: string;

    const createStack = async (
      name: string,
      parameters: Record<string, string>,
    ): Promise<Record<string, string>> => {
      const cloudFormation = new CloudFormationClient(aws.client());
      await cloudFormation.send(
        new CreateStackCommand({
          StackName: name,
          TemplateBody: template(name),
          Capabilities: ['CAPABILITY_IAM'],
          Parameters: Object.entries(parameters).map(
            ([ParameterKey, ParameterValue]) => ({
              ParameterKey,
              ParameterValue,
            }),
          ),
        }),
      );
      const { Stacks: [stack] = [] } = await cloudFormation.send(
        new DescribeStacksCommand({ StackName: name }),
      );
      expect(stack.StackStatus).toBe('CREATE_COMPLETE');
      return Object.fromEntries(
        (stack.Outputs ?? []).map(one => [one.OutputKey, one.OutputValue]),
      );
    };

    /** EventBridge sends the whole event anyway; moto omits the account. */
    const sendWholeEvents = async (EventBusName?: string) => {
      const { Rules = [] } = await eventBridge.send(
        new ListRulesCommand({ EventBusName }),
      );
      for (const { Name: Rule } of Rules) {
        const { Targets = [] } = await eventBridge.send(
          new ListTargetsByRuleCommand({ Rule, EventBusName }),
        );
        await eventBridge.send(
          new PutTargetsCommand({
            Rule,
            EventBusName,
            Targets: Targets.map(target => ({
              ...target,
              InputTransformer: { InputTemplate: '<aws.events.event.json>' },
            })),
          }),
        );
      }
    };

    beforeAll(async () => {
      sqs = new SQSClient(aws.client());
      eventBridge = new EventBridgeClient(aws.client());
      await new IAMClient(aws.client()).send(
        new CreateRoleCommand({
          RoleName: 'backstage-backend',
          AssumeRolePolicyDocument: '{"Version":"2012-10-17","Statement":[]}',
        }),
      );
      const { EventBusArn, QueueUrl } = await createStack('portal', {
        BackendRoleName: 'backstage-backend',
        OrganizationId: 'o-exampleorgid',
      });
      await createStack('account-events', { EventBusArn });
      await sendWholeEvents();
      await sendWholeEvents('session-manager');
      queueUrl = QueueUrl;
    });

    it('come from the queue in the example of the configuration', () => {
      expect(new URL(queue.url).pathname).toBe(new URL(queueUrl).pathname);
    });

    it('may be read by the role of the backend', async () => {
      const iam = new IAMClient(aws.client());
      const { AttachedPolicies: [attached] = [] } = await iam.send(
        new ListAttachedRolePoliciesCommand({ RoleName: 'backstage-backend' }),
      );
      const { PolicyVersion } = await iam.send(
        new GetPolicyVersionCommand({
          PolicyArn: attached.PolicyArn,
          VersionId: 'v1',
        }),
      );

      const { Statement } = JSON.parse(
        decodeURIComponent(PolicyVersion?.Document ?? ''),
      );

      expect(Statement).toEqual([
        expect.objectContaining({
          Action: ['sts:AssumeRole'],
          Resource: 'arn:aws:iam::*:role/backstage-portal',
        }),
        expect.objectContaining({
          Action: ['sqs:DeleteMessage', 'sqs:ReceiveMessage'],
          Resource: expect.stringMatching(/:session-manager-events$/),
        }),
      ]);
    });

    it('are not held up for long by a message that is not JSON', async () => {
      const receive = async (QueueUrl: string | undefined) => {
        const { Messages = [] } = await sqs.send(
          new ReceiveMessageCommand({ QueueUrl, VisibilityTimeout: 0 }),
        );
        return Messages.map(({ Body }) => Body);
      };
      const { QueueUrl: failedUrl } = await sqs.send(
        new GetQueueUrlCommand({ QueueName: 'session-manager-events-failed' }),
      );
      const broken = 'not JSON';
      await sqs.send(
        new SendMessageCommand({ QueueUrl: queueUrl, MessageBody: broken }),
      );

      for (let n = 0; n < 3; n += 1) {
        expect(await receive(queueUrl)).toEqual([broken]);
      }
      expect(await receive(queueUrl)).toEqual([]);
      expect(await receive(failedUrl)).toEqual([broken]);
    });

    describe('in the portal', () => {
      let plugin: Awaited<ReturnType<typeof startPlugin>>;

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
