import {
  Problem,
  ProblemCode,
  Readiness,
} from 'backstage-plugin-session-manager-common';
import { awsError, demoFleet } from 'local-aws';
import { useDemoFleet } from '../__testUtils__/demoFleet';
import {
  DEVELOPMENT,
  PRODUCTION,
  testAccounts,
} from '../__testUtils__/testAccounts';
import { createTaskCache } from '../cache/ReadCache';
import { resolveFacts } from './resolveFacts';

const FACTS = { region: 'us-east-1' };

jest.setTimeout(300_000);

describe('facts that a single read resolves', () => {
  const aws = useDemoFleet();
  const { calls: called, refuse } = aws;

  const open = (
    code: ProblemCode,
    key: string,
    resource?: string,
  ): Problem => ({
    code,
    stage: 'start',
    severity: 'unknown',
    resource,
    decisive: [
      {
        source: 'identity',
        policy: 0,
        index: 0,
        statement: { Effect: 'Allow' },
        unknownKeys: [key],
      },
    ],
    repair: { kind: 'advice', text: '', sentences: [] },
  });

  async function resolve(problems: Problem[], cache = createTaskCache()) {
    const accounts = testAccounts();
    const account = await accounts.get(DEVELOPMENT);
    const readiness: Readiness = {
      online: 'unknown',
      starts: 'unknown',
      logged: { s3: null, cloudWatchLogs: null },
      problems,
    };
    called();
    return resolveFacts(readiness, FACTS, {
      accounts,
      account,
      region: FACTS.region,
      cache,
    });
  }

  const OF_ORGANIZATION = open('s3-put-denied', 'aws:principalOrgID');

  it('are not read if no condition is open', async () => {
    expect(
      await resolve([open('s3-put-denied', 'aws:SourceVpce', 'arn')]),
    ).toEqual(FACTS);
    expect(called()).toEqual([]);
  });

  it('include the organization of the account, read once', async () => {
    aws.proxy().answer(async ({ operation }) =>
      operation === 'DescribeOrganization'
        ? {
            statusCode: 200,
            headers: { 'content-type': 'application/x-amz-json-1.1' },
            body: JSON.stringify({ Organization: { Id: 'o-acme' } }),
          }
        : undefined,
    );
    const cache = createTaskCache();
    const problems = [
      OF_ORGANIZATION,
      open('s3-put-acl-denied', 'aws:ResourceOrgID'),
    ];

    const facts = { ...FACTS, organizationId: { known: 'o-acme' } };
    expect(await resolve(problems, cache)).toEqual(facts);
    expect(called()).toEqual(['DescribeOrganization']);
    expect(await resolve(problems, cache)).toEqual(facts);
    expect(called()).toEqual([]);
  });

  it('include that the account is in no organization', async () => {
    expect(await resolve([OF_ORGANIZATION])).toEqual({
      ...FACTS,
      organizationId: { known: undefined },
    });

    // The error code of AWS:
    // https://docs.aws.amazon.com/organizations/latest/APIReference/API_DescribeOrganization.html
    aws.proxy().answer(async call =>
      call.operation === 'DescribeOrganization'
        ? awsError(call, {
            status: 400,
            code: 'AWSOrganizationsNotInUseException',
          })
        : undefined,
    );
    expect(await resolve([OF_ORGANIZATION])).toEqual({
      ...FACTS,
      organizationId: { known: undefined },
    });
  });

  it('are unknown if the portal is not allowed to read them, and say what to allow', async () => {
    refuse('DescribeOrganization', 'ListAliases');

    expect(
      await resolve([
        OF_ORGANIZATION,
        open('session-key-decrypt-denied', 'kms:ResourceAliases', aws.key()),
      ]),
    ).toEqual({
      ...FACTS,
      organizationId: {
        unknown: {
          reason: `The portal is not allowed to read the organization of account ${DEVELOPMENT}.`,
          remedy: expect.stringContaining(
            'Allow organizations:DescribeOrganization',
          ),
        },
      },
      sessionKeyAliases: {
        unknown: {
          reason: `The portal is not allowed to read the aliases of the key ${aws.key()}.`,
          remedy: expect.stringContaining('Allow kms:ListAliases'),
        },
      },
    });
  });

  it('include the aliases of each key, read with the account that owns it', async () => {
    const aliases = { known: [demoFleet.keyAlias] };
    const resolved = await resolve([
      open('session-key-decrypt-denied', 'kms:ResourceAliases', aws.key()),
      open(
        's3-key-generate-denied',
        'kms:resourcealiases',
        aws.key('production'),
      ),
    ]);

    expect(resolved).toEqual({
      ...FACTS,
      sessionKeyAliases: aliases,
      bucketKeyAliases: aliases,
    });
    expect(aws.key('production')).toContain(PRODUCTION);
    expect(called()).toEqual(['ListAliases', 'ListAliases']);
  });

  it('are unknown for a key of an account that the portal does not reach', async () => {
    const key = 'arn:aws:kms:us-east-1:999988887777:key/1';

    expect(
      await resolve([
        open('s3-key-generate-denied', 'kms:ResourceAliases', key),
      ]),
    ).toMatchObject({
      bucketKeyAliases: {
        unknown: { reason: expect.stringContaining(key) },
      },
    });
    expect(called()).not.toContain('ListAliases');
  });
});
