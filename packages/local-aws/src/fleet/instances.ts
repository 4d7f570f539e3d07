import {
  paginateDescribeInstances,
  RunInstancesCommand,
} from '@aws-sdk/client-ec2';
import { GetParameterCommand } from '@aws-sdk/client-ssm';
import { ServiceUnavailableError } from '@backstage/errors';
import { ENTITY_REF_TAG } from 'backstage-plugin-session-manager-common';
import { AccountClients } from './clients';
import { ServiceInstances } from './demoFleet';

/**
 * Starts the account's instances that are not running yet. The instance
 * profiles must exist.
 */
export async function seedInstances(
  account: AccountClients,
  wanted: readonly ServiceInstances[],
): Promise<void> {
  const running = await runningNames(account);
  const missing = wanted
    .flatMap(namedInstances)
    .filter(({ name }) => !running.has(name));
  if (missing.length === 0) {
    return;
  }
  const image = await latestImage(account);
  await Promise.all(
    missing.map(instance => runInstance(account, image, instance)),
  );
}

interface NamedInstance {
  name: string;
  service: string;
  instanceProfileName?: string;
}

function namedInstances(instances: ServiceInstances): NamedInstance[] {
  const { service, count, instanceProfileName } = instances;
  return Array.from({ length: count }, (_, index) => ({
    name: `${service}-${index + 1}`,
    service,
    instanceProfileName,
  }));
}

async function runInstance(
  { ec2 }: AccountClients,
  image: string,
  { name, service, instanceProfileName }: NamedInstance,
): Promise<void> {
  await ec2.send(
    new RunInstancesCommand({
      ImageId: image,
      InstanceType: 't3.micro',
      MinCount: 1,
      MaxCount: 1,
      IamInstanceProfile: instanceProfileName
        ? { Name: instanceProfileName }
        : undefined,
      TagSpecifications: [
        {
          ResourceType: 'instance',
          Tags: [
            { Key: 'Name', Value: name },
            { Key: 'service', Value: service },
            { Key: ENTITY_REF_TAG, Value: `component:default/${service}` },
          ],
        },
      ],
    }),
  );
}

async function runningNames({ ec2 }: AccountClients): Promise<Set<string>> {
  const names = new Set<string>();
  const pages = paginateDescribeInstances(
    { client: ec2 },
    {
      Filters: [
        { Name: 'instance-state-name', Values: ['pending', 'running'] },
      ],
    },
  );
  for await (const { Reservations = [] } of pages) {
    for (const instance of Reservations.flatMap(r => r.Instances ?? [])) {
      const name = instance.Tags?.find(({ Key }) => Key === 'Name')?.Value;
      if (name) {
        names.add(name);
      }
    }
  }
  return names;
}

// https://docs.aws.amazon.com/systems-manager/latest/userguide/parameter-store-public-parameters-ami.html
const LATEST_IMAGE =
  '/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64';

async function latestImage({ ssm }: AccountClients): Promise<string> {
  const { Parameter } = await ssm.send(
    new GetParameterCommand({ Name: LATEST_IMAGE }),
  );
  if (!Parameter?.Value) {
    throw new ServiceUnavailableError(`${LATEST_IMAGE} contains no image`);
  }
  return Parameter.Value;
}
