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
import { settleFacts } from './settleFacts';

const FACTS = { region: 'us-east-1' };

jest.setTimeout(300_000);

describe('what one read settles', () => {
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
        unsettled: [key],
      },
    ],
    repair: { kind: 'advice', text: '', sentences: [] },
  });

  async function settle(problems: Problem[], cache = createTaskCache()) {
    const accounts = testAccounts();
    const account = await accounts.get(DEVELOPMENT);
    const readiness: Readiness = {
      online: 'unknown',
      starts: 'unknown',
      logged: { s3: null, cloudWatchLogs: null },
      problems,
    };
    called();
    return settleFacts(readiness, FACTS, {
      accounts,
      account,
      region: FACTS.region,
      cache,
    });
  }

  const OF_ORGANIZATION = open('s3-put-denied', 'aws:principalOrgID');

  it('is not asked for where nothing is open', async () => {
    expect(
      await settle([open('s3-put-denied', 'aws:SourceVpce', 'arn')]),
    ).toEqual(FACTS);
    expect(called()).toEqual([]);
  });

  it('is the organization of the account, asked for once', async () => {
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
    expect(await settle(problems, cache)).toEqual(facts);
    expect(called()).toEqual(['DescribeOrganization']);
    expect(await settle(problems, cache)).toEqual(facts);
    expect(called()).toEqual([]);
  });

  it('is that the account is in none', async () => {
    expect(await settle([OF_ORGANIZATION])).toEqual({
      ...FACTS,
      organizationId: { known: undefined },
    });

    // As AWS names it: https://docs.aws.amazon.com/organizations/latest/APIReference/API_DescribeOrganization.html
    aws.proxy().answer(async call =>
      call.operation === 'DescribeOrganization'
        ? awsError(call, {
            status: 400,
            code: 'AWSOrganizationsNotInUseException',
          })
        : undefined,
    );
    expect(await settle([OF_ORGANIZATION])).toEqual({
      ...FACTS,
      organizationId: { known: undefined },
    });
  });

  it('is unknown where the portal may not read it, with what to allow', async () => {
    refuse('DescribeOrganization', 'ListAliases');

    expect(
      await settle([
        OF_ORGANIZATION,
        open('session-key-decrypt-denied', 'kms:ResourceAliases', aws.key()),
      ]),
    ).toEqual({
      ...FACTS,
      organizationId: {
        unknown: {
          reason: `The portal may not read the organization of account ${DEVELOPMENT}.`,
          settle: expect.stringContaining(
            'Allow organizations:DescribeOrganization',
          ),
        },
      },
      sessionKeyAliases: {
        unknown: {
          reason: `The portal may not read the aliases of the key ${aws.key()}.`,
          settle: expect.stringContaining('Allow kms:ListAliases'),
        },
      },
    });
  });

  it('is the aliases of each key, of another account by that account', async () => {
    const aliases = { known: [demoFleet.keyAlias] };
    const settled = await settle([
      open('session-key-decrypt-denied', 'kms:ResourceAliases', aws.key()),
      open(
        's3-key-generate-denied',
        'kms:resourcealiases',
        aws.key('production'),
      ),
    ]);

    expect(settled).toEqual({
      ...FACTS,
      sessionKeyAliases: aliases,
      bucketKeyAliases: aliases,
    });
    expect(aws.key('production')).toContain(PRODUCTION);
    expect(called()).toEqual(['ListAliases', 'ListAliases']);
  });

  it('is unknown of a key of an account that is not the portal’s', async () => {
    const key = 'arn:aws:kms:us-east-1:999988887777:key/1';

    expect(
      await settle([
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
