import { WANTED } from '../provisioning';
import {
  OTHER_BUCKET,
  OTHER_PROFILE,
  attachment,
  foreignRole,
  policy,
  profile,
} from './setupActions';
import { StartState } from './StartState';

/** Parts that IAM cannot change, or that other roles depend on. */
export const IMMOVABLE: StartState[] = [
  {
    start: 'our role at another path',
    setup: [{ ...OTHER_PROFILE, path: '/elsewhere/' }],
    ends: /exists at the path \/elsewhere\/, and IAM cannot move a role/,
  },
  {
    start: 'an instance profile at another path',
    setup: [iam => iam.createInstanceProfile({ ...profile, Path: '/else/' })],
    options: { adopt: true },
    ends: /the instance profile .* exists at the path \/else\//,
  },
  {
    start: 'a policy with another description',
    setup: [WANTED],
    wanted: { ...WANTED, policyDescription: 'Sessions' },
    ends: /has the description "", and IAM cannot change one/,
  },
  {
    start: 'a policy that another role has too, and would change',
    setup: [
      WANTED,
      foreignRole('theirs'),
      iam => iam.attachRolePolicy({ ...policy, RoleName: 'theirs' }),
    ],
    wanted: OTHER_BUCKET,
    ends: /is attached to theirs too, which a new version would change/,
  },
  {
    start: 'a policy that another role has too, and stays',
    setup: [
      WANTED,
      foreignRole('theirs'),
      iam => iam.attachRolePolicy({ ...policy, RoleName: 'theirs' }),
      iam => iam.detachRolePolicy(attachment),
    ],
    ends: ['AttachRolePolicy'],
  },
];
