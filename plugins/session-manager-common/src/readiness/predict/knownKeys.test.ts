import { PolicyStatement } from '../../policy/PolicyDocument';
import { allow, FACTS, KEY, policy, session } from '../__testUtils__/sessions';
import { SessionFacts } from '../model/facts';
import { predict } from './predict';

/**
 * Predicts whether a session starts or is logged if the role is denied an
 * action under a condition.
 */
const withDenial = (
  Action: string,
  Condition: PolicyStatement['Condition'],
  facts: Partial<SessionFacts> = {},
) => {
  const { starts, logged } = predict(
    session(
      {
        policies: [
          policy(allow('*'), {
            Effect: 'Deny',
            Action,
            Resource: '*',
            Condition,
          }),
        ],
      },
      { s3BucketName: 'corp-logs', kmsKeyId: KEY },
      { ...FACTS, ...facts },
    ),
  );
  return ['s3:PutObject', 'kms:GenerateDataKey'].includes(Action)
    ? logged.s3
    : starts;
};

const START = 'ssmmessages:OpenDataChannel';
const UPLOAD = 's3:PutObject';
const DECRYPT = 'kms:Decrypt';
const ENCRYPT = 'kms:GenerateDataKey';

const HYBRID: Partial<SessionFacts> = { target: 'hybrid' };
const MEMBER: Partial<SessionFacts> = { organizationId: { known: 'o-acme' } };
const ALONE: Partial<SessionFacts> = { organizationId: { known: undefined } };

describe('a condition key of the agent’s requests', () => {
  it.each<[string, string, Partial<SessionFacts>?]>([
    [START, 'aws:username'],
    [START, 'aws:PrincipalServiceName'],
    [START, 'aws:SourceArn'],
    [START, 'aws:AssumedRoot'],
    [START, 'aws:FederatedProvider'],
    [START, 'aws:SourceIdentity'],
    [START, 'aws:ChatbotSourceArn'],
    [START, 'aws:MultiFactorAuthAge'],
    [START, 'glue:RoleAssumedBy'],
    [START, 'lambda:SourceFunctionArn'],
    [START, 'identitystore:UserId'],
    [START, 'aws:RequestTag/team'],
    [START, 'aws:TagKeys'],
    [START, 'aws:CalledVia'],
    [START, 'aws:CalledViaFirst'],
    [START, 'ssm:SourceInstanceARN'],
    [START, 'ec2:SourceInstanceARN', HYBRID],
    [START, 'ec2:RoleDelivery', HYBRID],
    [START, 'aws:Ec2InstanceSourceVpc', HYBRID],
    [START, 'aws:PrincipalOrgID', ALONE],
    [START, 'aws:PrincipalOrgPaths', ALONE],
    [UPLOAD, 's3:x-amz-storage-class'],
    [UPLOAD, 's3:object-lock-mode'],
    [UPLOAD, 's3:RequestObjectTag/team'],
    [UPLOAD, 's3:DataAccessPointArn'],
    [UPLOAD, 's3:if-match'],
    [UPLOAD, 's3:max-keys'],
    [DECRYPT, 'kms:ViaService'],
    [DECRYPT, 'kms:EncryptionContext:team'],
    [DECRYPT, 'kms:RecipientAttestation:ImageSha384'],
    [DECRYPT, 'kms:RequestAlias'],
    [ENCRYPT, 'kms:EncryptionContext:team'],
    [ENCRYPT, 'kms:RecipientAttestation:ImageSha384'],
  ])('is absent: %s of %s, %j', (...[action, key, facts]) => {
    const is = (missing: string) =>
      withDenial(action, { Null: { [key]: missing } }, facts);
    expect([is('true'), is('false')]).toEqual(['no', 'yes']);
  });

  it.each<[string, string, Partial<SessionFacts>?]>([
    [START, 'aws:PrincipalType'],
    [START, 'aws:TokenIssueTime'],
    [START, 'aws:CurrentTime'],
    [START, 'aws:EpochTime'],
    [START, 'aws:UserAgent'],
    [START, 'aws:SecureTransport'],
    [START, 'ec2:SourceInstanceARN'],
    [START, 'ec2:RoleDelivery'],
    [START, 'aws:Ec2InstanceSourcePrivateIPv4'],
    [START, 'ssm:SourceInstanceARN', HYBRID],
    [START, 'aws:PrincipalOrgID', MEMBER],
    [START, 'aws:PrincipalOrgPaths', MEMBER],
    [UPLOAD, 's3:x-amz-content-sha256'],
    [UPLOAD, 's3:signatureAge'],
    [UPLOAD, 's3:TlsVersion'],
    [DECRYPT, 'kms:EncryptionContext:aws:ssm:SessionId'],
    [DECRYPT, 'kms:EncryptionContext:aws:ssm:TargetId'],
    [DECRYPT, 'kms:EncryptionContextKeys'],
    [DECRYPT, 'kms:CallerAccount'],
    [ENCRYPT, 'kms:ViaService'],
    [ENCRYPT, 'kms:EncryptionContext:aws:s3:arn'],
  ])('is present: %s of %s, %j', (...[action, key, facts]) => {
    const is = (missing: string) =>
      withDenial(action, { Null: { [key]: missing } }, facts);
    expect([is('true'), is('false')]).toEqual(['yes', 'no']);
  });

  it.each<[string, string, Partial<SessionFacts>?]>([
    [START, 'aws:MultiFactorAuthPresent'],
    [START, 'aws:SourceVpce'],
    [START, 'aws:ResourceOrgID', MEMBER],
    [DECRYPT, 'kms:EncryptionContext:aws:ssm:RandomChallenge'],
    [ENCRYPT, 'aws:SecureTransport'],
    [ENCRYPT, 'aws:UserAgent'],
  ])('may be present: %s of %s, %j', (...[action, key, facts]) => {
    const is = (missing: string) =>
      withDenial(action, { Null: { [key]: missing } }, facts);
    expect([is('true'), is('false')]).toEqual(['unknown', 'unknown']);
  });

  it.each<[string, string, string, string, string]>([
    [START, 'StringEquals', 'aws:PrincipalType', 'AssumedRole', 'no'],
    [START, 'Bool', 'aws:PrincipalIsAWSService', 'true', 'yes'],
    [START, 'Bool', 'aws:ViaAWSService', 'true', 'yes'],
    [START, 'Bool', 'aws:SecureTransport', 'false', 'yes'],
    [START, 'Bool', 'aws:MultiFactorAuthPresent', 'true', 'yes'],
    [START, 'BoolIfExists', 'aws:MultiFactorAuthPresent', 'false', 'no'],
    [UPLOAD, 'StringNotEquals', 's3:authType', 'REST-HEADER', 'yes'],
    [UPLOAD, 'StringEquals', 's3:signatureversion', 'AWS4-HMAC-SHA256', 'no'],
    [UPLOAD, 'NumericLessThan', 's3:TlsVersion', '1.2', 'yes'],
    [UPLOAD, 'NumericLessThan', 's3:TlsVersion', '1.3', 'unknown'],
    [
      DECRYPT,
      'StringEquals',
      'kms:EncryptionAlgorithm',
      'SYMMETRIC_DEFAULT',
      'no',
    ],
    [ENCRYPT, 'Bool', 'aws:ViaAWSService', 'false', 'yes'],
    [ENCRYPT, 'StringEquals', 'kms:EncryptionContextKeys', 'aws:s3:arn', 'no'],
    [ENCRYPT, 'Bool', 'aws:SecureTransport', 'false', 'yes'],
    [
      ENCRYPT,
      'StringLike',
      'kms:EncryptionContext:aws:s3:arn',
      'arn:aws:s3:::corp-logs*',
      'no',
    ],
    [
      ENCRYPT,
      'StringEquals',
      'kms:EncryptionContext:aws:s3:arn',
      'arn:aws:s3:::corp-logs',
      'unknown',
    ],
  ])('has known values: a denial of %s by %s of %s %s: %s', (...row) => {
    const [action, operator, key, value, verdict] = row;
    expect(withDenial(action, { [operator]: { [key]: value } })).toBe(verdict);
  });

  it.each([
    [['aws:ssm:SessionId', 'aws:ssm:TargetId'], 'unknown'],
    [
      ['aws:ssm:SessionId', 'aws:ssm:TargetId', 'aws:ssm:RandomChallenge'],
      'no',
    ],
    [['aws:ssm:SessionId'], 'yes'],
  ])(
    'has several values: all names in the session key’s encryption context are %j: %s',
    (names, verdict) => {
      expect(
        withDenial(DECRYPT, {
          'ForAllValues:StringEquals': { 'kms:EncryptionContextKeys': names },
        }),
      ).toBe(verdict);
    },
  );
});
