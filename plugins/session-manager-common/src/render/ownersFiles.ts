import { documents } from '../documents/documents';
import { PolicyStatement } from '../policy/PolicyDocument';
import { ResolvedRoleSpec } from '../roleSpec/roleSpec';

/** Statements for the owner of another account's bucket. */
export interface OwnersFile {
  /** The suffix of the file name after the role's name. */
  ending: string;
  /** The policy to which they must be added. */
  belongsIn: string;
  statements: PolicyStatement[];
}

/**
 * Returns the statements that the owner of another account's bucket must add;
 * empty if there are none.
 */
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
