import { Linters, linters } from './linters';

jest.setTimeout(300_000);

describe('linters', () => {
  let lint: Linters;

  beforeAll(async () => {
    lint = await linters();
  });

  it('report problems of a CloudFormation template', async () => {
    const template = (property: string) => `
Resources:
  Role:
    Type: AWS::IAM::Role
    Properties:
      ${property}: {Version: '2012-10-17', Statement: []}
`;
    const [wrong, right] = await lint.cloudFormation([
      template('Trust'),
      template('AssumeRolePolicyDocument'),
    ]);

    expect(wrong).toContainEqual({
      rule: 'E3003',
      severity: 'ERROR',
      message: "'AssumeRolePolicyDocument' is a required property",
    });
    expect(right.map(({ rule }) => rule)).not.toContain('E3003');
  });

  it('report problems of a policy', async () => {
    const policy = (Resource: string) => ({
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Action: 's3:PutObject', Resource }],
    });

    expect(
      await lint.policies([
        policy('arn:aws:s3:::corp-logs/*'),
        policy('arn:aws:s3:::corp-logs'),
      ]),
    ).toEqual([
      [],
      [
        expect.objectContaining({
          rule: 'RESOURCE_MISMATCH',
          severity: 'MEDIUM',
        }),
      ],
    ]);
  });

  it('read a Terraform file, or report that it is invalid', async () => {
    const [read] = await lint.terraform(['locals {\n  a = 1\n}\n']);
    expect(read).toMatchObject({ locals: [{ a: 1 }] });
    await expect(lint.terraform(['locals {'])).rejects.toThrow('hcl2 failed');
  });
});
