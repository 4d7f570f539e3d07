import {
  canonicalJson,
  ExistingRole,
  FleetRolePart,
  profilesHolding,
  roleOfArn,
} from 'backstage-plugin-session-manager-common';
import { contentHash } from './snapshotHash';

/** The parts of a role itself that are compared between accounts. */
export type ShapePart = Exclude<FleetRolePart, 'state'>;

/** What identifies equal roles in several accounts. */
export interface RoleVariant {
  /** The role's name in lower case, in which `*` stands for its account. */
  name: string;
  /** Hashes of its parts, apart from the id of its account. */
  shape: Readonly<Record<ShapePart, string>>;
}

/** The parts of a shape, in the order in which they are shown. */
export const SHAPE_PARTS: readonly ShapePart[] = [
  'trust',
  'permissions',
  'boundary',
  'instance-profile',
];

// Only roles of one name are compared, so a part of the hash is enough.
const HASH_LENGTH = 16;

/** Returns the name and the shape under which a role is compared. */
export function variantOf(snapshot: ExistingRole): RoleVariant {
  const { role, policies, otherPolicies = [] } = snapshot;
  const accountId = roleOfArn(role.arn)?.accountId ?? '';
  const anywhere = (text: string) => text.replaceAll(accountId, '*');
  const hash = (value: unknown) =>
    contentHash(anywhere(canonicalJson(value ?? null))).slice(0, HASH_LENGTH);
  const documentOf = (arn: string | undefined) =>
    [...policies, ...otherPolicies].find(policy => policy.arn === arn)
      ?.document;
  const documents = [
    ...role.attachedPolicies.map(arn => documentOf(arn) ?? arn),
    ...Object.values(role.inlinePolicies),
  ];
  const boundary = role.permissionsBoundaryArn;
  return {
    name: anywhere(role.roleName).toLowerCase(),
    shape: {
      trust: hash(role.trust),
      permissions: hash(documents.map(canonicalJson).sort()),
      boundary: hash(boundary && (documentOf(boundary) ?? boundary)),
      'instance-profile': hash(profilesHolding(snapshot).length > 0),
    },
  };
}
