import {
  ExistingRole,
  TaggedInstance,
} from 'backstage-plugin-session-manager-common';
import { RegionNodes } from 'backstage-plugin-session-manager-node';
import { predictedRole } from './__testUtils__/predictedRole';
import { instanceTagsOf, instanceTagsStill } from './instanceTags';
import { ScannedRegion } from './scanRegions';

const PROFILE = 'arn:aws:iam::111122223333:instance-profile/web';
const { snapshot } = predictedRole({ roleName: 'web' });

/** A role whose policy has this condition. */
const roleWith = (
  Condition: Record<string, Record<string, string>>,
  profile = PROFILE,
): ExistingRole => ({
  ...snapshot,
  role: {
    ...snapshot.role,
    inlinePolicies: {
      nodes: {
        Statement: [
          {
            Effect: 'Allow',
            Action: 'ssm:UpdateInstanceInformation',
            Resource: '*',
            Condition,
          },
        ],
      },
    },
  },
  instanceProfiles: [
    {
      arn: profile,
      instanceProfileName: 'web',
      path: '/',
      tags: {},
      roles: ['web'],
    } as ExistingRole['instanceProfiles'][number],
  ],
});
const byTeam = roleWith({ StringEquals: { 'ssm:resourceTag/Team': 'web' } });

/** A region with these instances of the profile. */
function regionOf(tagged: TaggedInstance[], total = tagged.length) {
  const nodes: RegionNodes = {
    byInstanceProfile: new Map([
      [PROFILE, { total, online: 0, nodes: [], tagged }],
    ]),
    byRoleName: new Map(),
  };
  return { region: 'us-east-1', nodes } as ScannedRegion;
}
const INSTANCES: TaggedInstance[] = [
  { instanceId: 'i-2', tags: { Name: 'two', team: 'web' } },
  { instanceId: 'i-1', tags: { Name: 'one' } },
];

describe('the tags of instances', () => {
  it('are kept as far as the policies name them', () => {
    expect(instanceTagsOf(byTeam, [regionOf(INSTANCES)])).toEqual({
      keys: ['team'],
      regions: {
        'us-east-1': [
          { instanceId: 'i-1', tags: {} },
          { instanceId: 'i-2', tags: { team: 'web' } },
        ],
      },
    });
  });

  it.each([
    ['a key', { 'aws:ResourceTag/Cost Center': '1' }, 'cost center'],
    ['a variable', { 'aws:userid': '${aws:ResourceTag/Team}' }, 'team'],
    [
      'a variable with a default',
      { 'aws:userid': "${ssm:resourceTag/Team, 'x'}" },
      'team',
    ],
  ])('are named by %s', (_, values, key) => {
    const tags = instanceTagsOf(roleWith({ StringEquals: values }), []);
    expect(tags?.keys).toContain(key);
  });

  it('are not kept for policies that name none', () => {
    const role = roleWith({ Bool: { 'aws:SecureTransport': 'true' } });
    expect(instanceTagsOf(role, [regionOf(INSTANCES)])).toBeUndefined();
  });

  it.each<[string, ScannedRegion]>([
    ['not all instances', regionOf(INSTANCES, 130)],
    ['no instance', regionOf([])],
    ['not the nodes', { ...regionOf([]), nodes: undefined }],
  ])('are not known in a region of which one knows %s', (_, region) => {
    expect(instanceTagsOf(byTeam, [region])?.regions).toEqual({});
  });

  it('hold until the role depends on others', () => {
    const instanceTags = instanceTagsOf(byTeam, [regionOf(INSTANCES)]);
    const stored = { snapshot: byTeam, instanceTags };

    expect(instanceTagsStill(byTeam, stored)).toBe(instanceTags);
    const byStage = { StringEquals: { 'ssm:resourceTag/Stage': 'prod' } };
    expect(instanceTagsStill(roleWith(byStage), stored)).toBeUndefined();
    const moved = roleWith(
      { StringEquals: { 'ssm:resourceTag/Team': 'web' } },
      `${PROFILE}-2`,
    );
    expect(instanceTagsStill(moved, stored)).toBeUndefined();
  });
});
