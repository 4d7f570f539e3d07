import pLimit from 'p-limit';
import { AwsAccount } from '../accounts/AwsAccounts';
import { toAwsError } from '../fault/toAwsError';
import { CancelledError } from '../role/runError';
import { Attachment, describeAttachment, isAsAsked } from './Attachment';
import { Attempt, attachToInstance } from './attachToInstance';
import { listAssociations } from './listAssociations';
import {
  InstanceSelection,
  ListedInstance,
  listInstances,
} from './listInstances';
import { whenAssociated } from './whenAssociated';

/**
 * How an instance profile is attached.
 *
 * @public
 */
export interface AttachOptions {
  account: Pick<AwsAccount, 'ec2'>;
  region: string;
  instanceProfileArn: string;
  /** The instances to attach it to. */
  selection: InstanceSelection;
  /** Takes the place of another profile. Default: that one stays. */
  replace?: boolean;
  /**
   * Whether an instance may be changed, asked of each. Of one that may not,
   * nothing is told: by its id, it is as one that is not there.
   */
  mayChange?: (instance: ListedInstance) => Promise<boolean>;
  /** Called where instances with the tags are left out for that. */
  onLeftOut?: () => void;
  /** Only tells what would be done. */
  dryRun?: boolean;
  /** Stops between calls. */
  signal?: AbortSignal;
  /** Called for each instance as soon as it is settled. */
  onAttachment?: (attachment: Attachment) => void;
  /**
   * How long EC2 may take to see a new profile, and then to associate it, in
   * milliseconds. Default: two minutes each.
   */
  patience?: number;
}

// Instances under way at once. The account's own limit of calls is 10, too.
const AT_ONCE = 10;
const PATIENCE_MS = 120_000;

/**
 * Attaches an instance profile to instances, and waits until they have it.
 * What is refused or fails on one instance is told of that one, and the others
 * go on. Throws a {@link CancelledError} where it was cancelled, and what
 * {@link toAwsError} makes of it where AWS does not tell of the instances.
 *
 * @public
 */
export async function attachInstanceProfile(
  options: AttachOptions,
): Promise<Attachment[]> {
  try {
    return await attach(options);
  } catch (error) {
    throw toAwsError(error);
  }
}

async function attach(options: AttachOptions): Promise<Attachment[]> {
  const { selection, dryRun, signal, patience = PATIENCE_MS } = options;
  const ec2 = options.account.ec2(options.region);
  const instances = await changeable(
    await listInstances(ec2, selection),
    options,
  );
  const ids = instances.map(({ instanceId }) => instanceId);
  const associations = await listAssociations(ec2, ids);
  const unknown = unknownIds(selection, ids).map(id => notThere(id, options));

  const settled = new Map<string, Attachment>();
  const settle = (attachment: Attachment) => {
    settled.set(attachment.instanceId, attachment);
    options.onAttachment?.(attachment);
  };
  unknown.forEach(settle);

  const underWay = new Map<string, Attempt>();
  const attempt = { ...options, ec2, deadline: Date.now() + patience };
  const limit = pLimit(AT_ONCE);
  const begin = async (instance: (typeof instances)[number]) => {
    // Once it is cancelled, no more is begun; what has begun is waited for.
    if (signal?.aborted) {
      return;
    }
    const { instanceId } = instance;
    const known = associations.get(instanceId);
    const result = await attachToInstance(attempt, instance, known);
    if (result.association && !dryRun) {
      underWay.set(instanceId, result);
    } else {
      settle(result.attachment);
    }
  };
  await Promise.all(instances.map(one => limit(begin, one)));
  await whenAssociated({
    ec2,
    associations: [...underWay.values()].flatMap(
      ({ association }) => association ?? [],
    ),
    deadline: Date.now() + patience,
    signal,
    onSettled: (instanceId, reason) => {
      const attachment = underWay.get(instanceId)?.attachment;
      if (attachment) {
        settle(
          reason ? { ...attachment, outcome: 'failed', reason } : attachment,
        );
      }
    },
  });

  const ended = ids.flatMap(id => settled.get(id) ?? []);
  if (ended.length < ids.length) {
    throw cancelled(
      ended,
      ids.filter(id => !settled.has(id)),
      underWay,
    );
  }
  return [...ended, ...unknown];
}

async function changeable(
  listed: ListedInstance[],
  { selection, mayChange, onLeftOut }: AttachOptions,
): Promise<ListedInstance[]> {
  if (!mayChange) {
    return listed;
  }
  const allowed = await Promise.all(listed.map(mayChange));
  if ('tags' in selection && allowed.includes(false)) {
    onLeftOut?.();
  }
  return listed.filter((_, index) => allowed[index]);
}

function unknownIds(
  selection: InstanceSelection,
  found: readonly string[],
): string[] {
  const known = new Set(found);
  return 'instanceIds' in selection
    ? [...new Set(selection.instanceIds)].filter(id => !known.has(id))
    : [];
}

function notThere(
  instanceId: string,
  { region, mayChange }: AttachOptions,
): Attachment {
  return {
    instanceId,
    outcome: 'failed',
    reason: `there is no such instance in ${region}${mayChange ? ' that whoever started this task may give a role' : ''}: check the id, the account and the region`,
  };
}

function cancelled(
  ended: readonly Attachment[],
  rest: readonly string[],
  underWay: ReadonlyMap<string, Attempt>,
): CancelledError {
  const list = (texts: string[]) => texts.join('; ') || 'nothing';
  const begun = rest.flatMap(id => underWay.get(id)?.attachment ?? []);
  return new CancelledError(
    [
      'Cancelled.',
      `Done: ${list(ended.filter(isAsAsked).map(describeAttachment))}.`,
      `Begun, not waited for: ${list(begun.map(describeAttachment))}.`,
      `Not begun: ${list(rest.filter(id => !underWay.has(id)))}.`,
    ].join(' '),
  );
}
