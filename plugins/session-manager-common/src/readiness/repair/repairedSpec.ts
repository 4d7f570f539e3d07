import { isError } from '@backstage/errors';
import { roleOfArn } from '../../aws/arn';
import { resolveRoleSpec } from '../../roleSpec/resolveRoleSpec';
import { RoleSpec } from '../../roleSpec/roleSpec';
import { SPEC_REPAIRS } from './specRepairs';
import { pick } from './pick';
import { predict, PredictionInput } from '../predict/predict';
import { Problem, ProblemCode } from '../model/Readiness';
import { roleOfSpec, SessionRole } from '../model/sessionRole';

/**
 * A change to a field of a role spec.
 *
 * @public
 */
export interface SpecChange {
  /** The path of the field, such as `s3.kmsKeyArn`. */
  field: string;
  /** Absent if the field had no value. */
  before?: string;
  /** Absent if the field is removed. */
  after?: string;
}

/**
 * A role spec that fixes all problems that a role spec can fix.
 *
 * @public
 */
export interface RepairedSpec {
  spec: RoleSpec;
  /**
   * The differences from the original spec. Empty if the spec is already
   * correct, so that applying it is enough.
   */
  changes: SpecChange[];
  /** The problems that involve the role's policy. */
  problems: ProblemCode[];
}

/**
 * Derives the spec that fixes the problems of a prediction by adding what the
 * preferences require. It preserves what the role can already do, and also
 * fixes problems that appear only after others are fixed, so the resulting role
 * has no problem that a role spec can fix. Problems of other resources remain.
 *
 * @public
 */
export function repairedSpec(
  spec: RoleSpec,
  problems: readonly Problem[],
  input: PredictionInput,
): RepairedSpec {
  const roleProblems = problems.filter(isOfRole);
  const repaired =
    roleProblems.length > 0
      ? repairUntilNone(repairOnce(spec, roleProblems, input), input)
      : spec;
  return {
    spec: repaired,
    changes: changesOf(spec, repaired),
    problems: roleProblems.map(({ code }) => code),
  };
}

// A denied encryption check of a bucket or log group hides the encryption
// itself and then its key: a problem hides at most two others.
const MOST_ROUNDS = 4;

/**
 * Predicts the role that the spec describes and repairs it until no problem is
 * left.
 */
function repairUntilNone(spec: RoleSpec, input: PredictionInput): RoleSpec {
  let repaired = spec;
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const role = roleOf(repaired, input.role);
    const { problems } = predict({ ...input, role });
    const next = repairOnce(repaired, problems.filter(isOfRole), input);
    if (changesOf(repaired, next).length === 0) {
      return repaired;
    }
    repaired = next;
  }
  return repaired;
}

function repairOnce(
  spec: RoleSpec,
  problems: readonly Problem[],
  input: PredictionInput,
): RoleSpec {
  return problems.reduce((before, problem) => {
    const after =
      SPEC_REPAIRS[problem.code]?.(before, problem, input) ?? before;
    // Some repairs are not valid in a spec, such as a session key of another
    // account or a key of which only an alias is known. They are skipped.
    return isSpec(after, input.role) ? after : before;
  }, spec);
}

function roleOf(spec: RoleSpec, { arn, boundary }: SessionRole): SessionRole {
  const account = roleOfArn(arn);
  if (!account) {
    throw new TypeError(`${arn} is not a role ARN`);
  }
  return roleOfSpec(resolveRoleSpec(spec, account), boundary);
}

/**
 * The trust policy and the instance profile are created from the spec as well.
 * They are repaired if they are definitely wrong.
 */
const FIXED_BY_CREATION: readonly ProblemCode[] = [
  'trust-does-not-admit-the-node',
  'not-in-instance-profile',
];

function isOfRole({ code, severity, repair }: Problem): boolean {
  return (
    repair.statement !== undefined ||
    (severity === 'error' && FIXED_BY_CREATION.includes(code))
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
