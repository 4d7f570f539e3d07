import {
  documents,
  iamArn,
  PolicyDocument,
} from 'backstage-plugin-session-manager-common';
import { DEVELOPMENT_ACCOUNT } from 'local-aws';

const ACCOUNT = { partition: 'aws', accountId: DEVELOPMENT_ACCOUNT };

/** The tag that is changed manually. */
export const DRIFTING_TAG = 'team';

/** The part of the role spec that all roles share. */
export const SPEC = {
  s3: { bucket: 'corp-session-logs', prefix: 'payments' },
  cloudWatchLogs: { logGroup: '/ssm/sessions' },
  kmsKeyArn: `arn:aws:kms:us-east-1:${DEVELOPMENT_ACCOUNT}:key/1234abcd-12ab-34cd-56ef-1234567890ab`,
  roleTags: { [DRIFTING_TAG]: 'payments', stage: 'production' },
};

/** A role to provision, with its policy and its instance profile. */
export interface Role {
  /** Also the name of the instance profile. */
  name: string;
  policyName: string;
  policyArn: string;
  tags: Readonly<Record<string, string>>;
  permissions: PolicyDocument;
  trust: PolicyDocument;
}

/** Returns a role by its name. */
export function roleOf(name: string): Role {
  const policyName = `${name}-SessionManagerPermissions`;
  const { permissions, trust } = documents({
    ...ACCOUNT,
    ...SPEC,
    roleName: name,
  });
  return {
    name,
    policyName,
    policyArn: iamArn(ACCOUNT, 'policy', '/', policyName),
    tags: SPEC.roleTags,
    permissions,
    trust,
  };
}
