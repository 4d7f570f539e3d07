import { isError } from '@backstage/errors';
import { roleOfArn } from '../aws/arn';
import { resolveRoleSpec } from '../roleSpec/resolveRoleSpec';
import { RoleSpec } from '../roleSpec/roleSpec';
import { MENDS } from './mends';
import { pick } from './pick';
import { predict, PredictionInput } from './predict';
import { Problem, ProblemCode } from './Readiness';
import { roleOfSpec, SessionRole } from './sessionRole';

/**
 * A field of a role spec that a repair changes.
 *
 * @public
 */
export interface SpecChange {
  /** Such as `s3.kmsKeyArn`. */
  field: string;
  /** Absent where the field had no value. */
  before?: string;
  /** Absent where it has none any more. */
  after?: string;
}

/**
 * A role spec that mends what is the role's to mend.
 *
 * @public
 */
export interface RepairedSpec {
  spec: RoleSpec;
  /**
   * What differs from the spec as it was. Empty where the spec is right
   * already, so that the role has to be made as it says, and no more.
   */
  changes: SpecChange[];
  /** The problems that the role's policy has a part in. */
  problems: ProblemCode[];
}

/**
 * Turns the problems of a prediction into the spec that mends them: what the
 * preferences ask for, and no more. What the role could do already and what
 * shows only when the first problem is mended is in it as well: the role that
 * it makes has no problem that a role can mend. What is not the role's to mend
 * stays.
 *
 * @public
 */
export function repairedSpec(
  spec: RoleSpec,
  problems: readonly Problem[],
  asked: PredictionInput,
): RepairedSpec {
  const ours = problems.filter(isOfRole);
  const repaired =
    ours.length > 0 ? settle(mend(spec, ours, asked), asked) : spec;
  return {
    spec: repaired,
    changes: changesOf(spec, repaired),
    problems: ours.map(({ code }) => code),
  };
}

// Behind the refused look at a bucket or a group are its encryption, and then
// its key: no problem hides more than two others.
const MOST_ROUNDS = 4;

/** Mends the role that the spec itself makes, until there is nothing left. */
function settle(spec: RoleSpec, asked: PredictionInput): RoleSpec {
  let settled = spec;
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const role = madeOf(settled, asked.role);
    const { problems } = predict({ ...asked, role });
    const next = mend(settled, problems.filter(isOfRole), asked);
    if (changesOf(settled, next).length === 0) {
      return settled;
    }
    settled = next;
  }
  return settled;
}

function mend(
  spec: RoleSpec,
  problems: readonly Problem[],
  asked: PredictionInput,
): RoleSpec {
  return problems.reduce((before, problem) => {
    const after = MENDS[problem.code]?.(before, problem, asked) ?? before;
    // What no spec may hold is left: another account's session key, or a key of
    // which only an alias is known.
    return isSpec(after, asked.role) ? after : before;
  }, spec);
}

function madeOf(spec: RoleSpec, { arn, boundary }: SessionRole): SessionRole {
  const account = roleOfArn(arn);
  if (!account) {
    throw new TypeError(`${arn} is no role`);
  }
  return roleOfSpec(resolveRoleSpec(spec, account), boundary);
}

/**
 * Who may assume a role and the profile that holds it are the spec's as well,
 * where they are surely wrong.
 */
const MADE_WITH_ROLE: readonly ProblemCode[] = [
  'trust-does-not-admit-the-node',
  'not-in-instance-profile',
];

function isOfRole({ code, severity, repair }: Problem): boolean {
  return (
    repair.statement !== undefined ||
    (severity === 'error' && MADE_WITH_ROLE.includes(code))
  );
}

function isSpec(spec: RoleSpec, { arn }: SessionRole): boolean {
  const account = roleOfArn(arn);
  try {
    return account !== undefined && Boolean(resolveRoleSpec(spec, account));
  } catch (error) {
    if (isError(error) && error.name === 'InputError') {
      return false;
    }
    throw error;
  }
}

const FIELDS = [
  'target',
  'instanceProfileName',
  'kmsKeyArn',
  's3.bucket',
  's3.prefix',
  's3.bucketOwner',
  's3.kmsKeyArn',
  'cloudWatchLogs.logGroup',
];

function changesOf(before: RoleSpec, after: RoleSpec): SpecChange[] {
  return FIELDS.map(field => ({
    field,
    ...pick('before', valueAt(before, field)),
    ...pick('after', valueAt(after, field)),
  })).filter(change => change.before !== change.after);
}

function valueAt(spec: RoleSpec, field: string): string | undefined {
  let value: unknown = spec;
  for (const name of field.split('.')) {
    value = (value as Readonly<Record<string, unknown>> | undefined)?.[name];
  }
  return typeof value === 'string' ? value : undefined;
}
