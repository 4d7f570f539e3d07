import { documents } from '../policy/documents';
import { PolicyStatement } from '../policy/PolicyDocument';
import { ResolvedRoleSpec } from '../roleSpec/roleSpec';

/** Statements for the owner of another account's bucket. */
export interface OwnersFile {
  /** What follows the role's name in the file's. */
  ending: string;
  /** The policy that they belong in. */
  belongsIn: string;
  statements: PolicyStatement[];
}

/** What the owner of another account's bucket must add; else none. */
export function ownersFiles(spec: ResolvedRoleSpec): OwnersFile[] {
  const { bucketPolicyStatements, keyPolicyStatements } = documents(spec);
  return [
    {
      ending: 'bucket-policy-statements.json',
      belongsIn: `the policy of the bucket ${spec.s3?.bucket}`,
      statements: bucketPolicyStatements,
    },
    {
      ending: 'key-policy-statements.json',
      belongsIn: `the policy of the key ${spec.s3?.kmsKeyArn}`,
      statements: keyPolicyStatements,
    },
  ].filter(({ statements }) => statements.length > 0);
}
