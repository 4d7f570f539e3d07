import { AccessRequest } from '../AccessRequest';
import { AccessPolicies, evaluateAccess } from '../evaluateAccess';
import { allow } from './policies';

export const ACCOUNT = '111122223333';
export const OTHER = '444455556666';
export const ROLE = `arn:aws:iam::${ACCOUNT}:role/team/web`;
export const SESSION = `arn:aws:sts::${ACCOUNT}:assumed-role/web/i-1`;
export const ROOT = `arn:aws:iam::${ACCOUNT}:root`;

export const PUT: AccessRequest = {
  action: 's3:PutObject',
  resource: 'arn:aws:s3:::logs/web/1.log',
  principalArn: ROLE,
};
export const FOREIGN_PUT = { ...PUT, resourceAccountId: OTHER };
export const put = allow('s3:PutObject');
export const aws = (AWS: string | string[]) => ({ Principal: { AWS } });

type Outcome = 'allowed' | 'denied' | 'unknown';

/** A description, a request, the policies, and the outcome in AWS. */
export type Row = [string, AccessRequest, Partial<AccessPolicies>, Outcome];

export function decided(
  request: AccessRequest,
  { identity = [], ...rest }: Partial<AccessPolicies>,
): Outcome {
  return evaluateAccess(request, { identity, ...rest }).outcome;
}
