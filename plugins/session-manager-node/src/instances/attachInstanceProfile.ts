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
import { waitForAssociations } from './waitForAssociations';

/**
 * Options of {@link attachInstanceProfile}.
 *
 * @public
 */
export interface AttachOptions {
  account: Pick<AwsAccount, 'ec2'>;
  region: string;
  instanceProfileArn: string;
  /** The instances to attach it to. */
  selection: InstanceSelection;
  /** Replaces another profile. Default: the other profile stays. */
  replace?: boolean;
  /**
   * Decides for each instance whether it may be changed. An instance that may
   * not be changed is reported as if its id did not exist.
   */
  mayChange?: (instance: ListedInstance) => Promise<boolean>;
  /** Called if instances with the tags are omitted for that reason. */
  onLeftOut?: () => void;
  /** Only returns the plan. */
  dryRun?: boolean;
  /** Stops between calls. */
  signal?: AbortSignal;
  /** Called for each instance as soon as its result is known. */
  onAttachment?: (attachment: Attachment) => void;
  /**
   * How long EC2 may take to see a new profile, and then to associate it, in
   * milliseconds. Default: two minutes each.
   */
  patience?: number;
}

// Concurrent instances. The limit of calls per account is also 10.
const AT_ONCE = 10;
const PATIENCE_MS = 120_000;

/**
 * Attaches an instance profile to instances and waits until they have it. A
 * refusal or failure on one instance is reported for that instance, and the
 * others continue. Throws a `CancelledError` if it was cancelled, and an
 * error of {@link toAwsError} if AWS does not list the instances.
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

  const results = new Map<string, Attachment>();
  const addResult = (attachment: Attachment) => {
    results.set(attachment.instanceId, attachment);
    options.onAttachment?.(attachment);
  };
  unknown.forEach(addResult);

  const underWay = new Map<string, Attempt>();
  const attempt = { ...options, ec2, deadline: Date.now() + patience };
  const limit = pLimit(AT_ONCE);
  const begin = async (instance: (typeof instances)[number]) => {
    // After a cancellation nothing new is started; calls in progress are waited
    // for.
    if (signal?.aborted) {
      return;
    }
    const { instanceId } = instance;
    const known = associations.get(instanceId);
    const result = await attachToInstance(attempt, instance, known);
    if (result.association && !dryRun) {
      underWay.set(instanceId, result);
    } else {
      addResult(result.attachment);
    }
  };
  await Promise.all(instances.map(one => limit(begin, one)));
  await waitForAssociations({
    ec2,
    associations: [...underWay.values()].flatMap(
      ({ association }) => association ?? [],
    ),
    deadline: Date.now() + patience,
    signal,
    onSettled: (instanceId, reason) => {
      const attachment = underWay.get(instanceId)?.attachment;
      if (attachment) {
        addResult(
          reason ? { ...attachment, outcome: 'failed', reason } : attachment,
        );
      }
    },
  });

  const ended = ids.flatMap(id => results.get(id) ?? []);
  if (ended.length < ids.length) {
    throw cancelled(
      ended,
      ids.filter(id => !results.has(id)),
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
    reason: `there is no such instance in ${region}${mayChange ? ' that the user who started this task may change' : ''}: check the id, the account and the region`,
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
      `Started, not waited for: ${list(begun.map(describeAttachment))}.`,
      `Not begun: ${list(rest.filter(id => !underWay.has(id)))}.`,
    ].join(' '),
  );
}
