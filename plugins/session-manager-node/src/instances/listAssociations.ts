import {
  EC2Client,
  IamInstanceProfileAssociation,
  paginateDescribeIamInstanceProfileAssociations,
} from '@aws-sdk/client-ec2';
import { callOptions } from '../accounts/clientOptions';
import { present } from '../role/existing';
import { inChunks } from './inChunks';
import { VALUES_IN_FILTER } from './listInstances';

/** The association of an instance with an instance profile. */
export interface Association {
  associationId: string;
  instanceId: string;
  instanceProfileArn: string;
  /** `associating` or `associated`. */
  state: string;
}

// An association that is being removed stays listed for a while, alongside its
// replacement.
const PRESENT = ['associating', 'associated'];
const LONGEST_PAGE = 1000;

/** The associations of these instances, by instance id. */
export async function listAssociations(
  ec2: EC2Client,
  instanceIds: readonly string[],
): Promise<Map<string, Association>> {
  const chunks = await Promise.all(
    inChunks(instanceIds, VALUES_IN_FILTER).map(ids => listChunk(ec2, ids)),
  );
  return new Map(
    chunks.flat().map(association => [association.instanceId, association]),
  );
}

async function listChunk(
  ec2: EC2Client,
  instanceIds: string[],
): Promise<Association[]> {
  const associations: Association[] = [];
  for await (const page of paginateDescribeIamInstanceProfileAssociations(
    { client: ec2, pageSize: LONGEST_PAGE },
    {
      Filters: [
        { Name: 'instance-id', Values: instanceIds },
        { Name: 'state', Values: PRESENT },
      ],
    },
    callOptions(),
  )) {
    associations.push(
      ...(page.IamInstanceProfileAssociations ?? []).map(associationOf),
    );
  }
  return associations;
}

/** Converts an association from EC2's answer. */
export function associationOf(
  answer: IamInstanceProfileAssociation | undefined,
): Association {
  return {
    associationId: present(answer?.AssociationId, 'AssociationId'),
    instanceId: present(answer?.InstanceId, 'InstanceId'),
    instanceProfileArn: present(answer?.IamInstanceProfile?.Arn, 'Arn'),
    state: present(answer?.State, 'State'),
  };
}
