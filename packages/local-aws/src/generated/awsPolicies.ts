/** Answers iam:GetPolicy and iam:GetPolicyVersion for a policy of AWS. */
export function awsPolicyAnswer(arn: string): object {
  const PolicyName = arn.slice(arn.lastIndexOf('/') + 1);
  return {
    Policy: {
      PolicyName,
      Arn: arn,
      Path: '/',
      DefaultVersionId: 'v1',
    },
    PolicyVersion: {
      VersionId: 'v1',
      IsDefaultVersion: true,
      Document: encodeURIComponent(JSON.stringify(documentOf(PolicyName))),
    },
  };
}

/**
 * What AmazonSSMManagedInstanceCore allows sessions to do; of the other
 * policies, something that does not matter to sessions.
 * https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AmazonSSMManagedInstanceCore.html
 */
function documentOf(name: string): object {
  const Action =
    name === 'AmazonSSMManagedInstanceCore'
      ? [
          'ssm:UpdateInstanceInformation',
          'ssmmessages:CreateControlChannel',
          'ssmmessages:CreateDataChannel',
          'ssmmessages:OpenControlChannel',
          'ssmmessages:OpenDataChannel',
        ]
      : ['cloudwatch:PutMetricData'];
  return {
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Action, Resource: '*' }],
  };
}
