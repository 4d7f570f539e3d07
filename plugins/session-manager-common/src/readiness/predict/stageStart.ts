import { parseArn } from '../../aws/arn';
import { advise } from '../model/advice';
import { keyTable } from '../../access/context';
import { KEYS_OF_SESSION_KEY, keysOfAliases } from './knownKeys';
import { AGENT_CALLS } from '../model/agentCalls';
import type { ResourcePolicy } from './calls';
import { isFromParameterStore, parametersOf } from '../model/preferences';
import { openProblem, openValue, plainProblem, refused } from './problem';
import type { Session } from './session';
import { inTurn, isAllowed, NOTHING, StageResult, stoppedBy } from './stage';
import { step } from './stageOnline';

/**
 * Whether a session starts on a connected node. The steps are in the agent's
 * order.
 */
export function stageStart(session: Session): StageResult {
  return inTurn([
    instanceTier(session),
    readPreferences(session),
    readParameters(session),
    step(session, 'createDataChannel'),
    step(session, 'openDataChannel'),
    sessionKey(session),
    logGroupEncryption(session),
    bucketEncryption(session),
    runAsUser(session),
  ]);
}

/** Systems Manager rejects StartSession before it contacts the agent. */
function instanceTier(session: Session): StageResult {
  const { target, accountId: account, region, facts } = session;
  const { instanceTier: tier } = facts;
  if (target !== 'hybrid' || !tier) {
    return NOTHING;
  }
  const code = 'standard-instances-tier';
  if ('unknown' in tier) {
    return stoppedBy(openProblem(code, 'start', {}, tier.unknown));
  }
  return tier.known === 'advanced'
    ? NOTHING
    : stoppedBy(
        plainProblem(
          code,
          'start',
          {},
          advise('advanced-instances-tier', { account, region }),
        ),
      );
}

/**
 * agent/messageservice/interactor/mgsinteractor drops messages that it cannot
 * parse.
 */
function readPreferences({ preferences }: Session): StageResult {
  const { unreadable } = preferences;
  return unreadable
    ? stoppedBy(
        plainProblem(
          'preferences-unreadable',
          'start',
          {},
          advise('readable-preferences', { inputs: unreadable.join(', ') }),
        ),
      )
    : NOTHING;
}

/**
 * The agent first resolves `{{ssm:name}}` with the role's credentials, and
 * drops the session if that fails
 * (agent/framework/docparser/parameterstore/parameterstore.go).
 */
function readParameters(session: Session): StageResult {
  const names = parametersOf(session.preferences);
  const read = names.map(name => readParameter(session, name));
  return names.length === 0
    ? NOTHING
    : inTurn([
        ...read,
        // Neither the existence nor the value of the parameter is known.
        stoppedBy(
          openProblem(
            'preferences-parameter-unknown',
            'start',
            {},
            advise('unknown-parameter', { parameters: names.join(', ') }),
          ),
        ),
      ]);
}

const NOT_READ: ResourcePolicy = {
  missing: {
    reason: 'Who shares the parameter with the role is not known.',
    remedy: 'Write the value itself into the preferences.',
  },
};

function readParameter(session: Session, name: string): StageResult {
  const shared = parseArn(name);
  const resource = shared
    ? name
    : session.place(AGENT_CALLS.readParameters.resource, {
        // A colon is followed by a version or a label.
        parameter: name.replace(/:.*/, '').replace(/^\//, ''),
      });
  const outcome = session.ask('readParameters', {
    resource,
    ...(shared && shared.accountId !== session.accountId
      ? { resourceAccountId: shared.accountId, resourcePolicy: NOT_READ }
      : {}),
  });
  return {
    happens: isAllowed(outcome),
    problems: refused(session, 'readParameters', outcome).map(problem => ({
      ...problem,
      // A role spec has no field for this permission.
      ...(problem.repair.kind === 'allow'
        ? {
            repair: advise('parameter-for-role', { parameter: name, resource }),
          }
        : {}),
    })),
  };
}

/** The agent decrypts the session's data key (agent/session/crypto). */
function sessionKey(session: Session): StageResult {
  const { preferences } = session;
  if (isFromParameterStore(preferences, 'kmsKeyId')) {
    return stoppedBy(
      openValue('session-key-decrypt-denied', 'start', [preferences.kmsKeyId]),
    );
  }
  const key = session.sessionKey();
  if (!key) {
    return NOTHING;
  }
  const { region } = session;
  const { resource, resourceAccountId, resourcePolicy, alias } = key;
  const keyRegion = parseArn(resource)?.region;
  if (keyRegion && keyRegion !== region) {
    return stoppedBy(
      plainProblem(
        'session-key-elsewhere',
        'start',
        { resource },
        advise('key-in-region', { key: resource, keyRegion, region }),
      ),
    );
  }
  const outcome = session.ask('decryptSessionKey', {
    resource,
    resourceAccountId,
    resourcePolicy,
    keys: () => [
      KEYS_OF_SESSION_KEY,
      ...keysOfAliases(session.facts.sessionKeyAliases),
      keyTable({
        context: {
          'kms:CallerAccount': session.accountId,
          ...(alias ? { 'kms:RequestAlias': alias } : {}),
        },
        absentKeys: alias ? [] : ['kms:RequestAlias'],
      }),
    ],
  });
  return {
    happens: isAllowed(outcome),
    problems: refused(session, 'decryptSessionKey', {
      ...outcome,
      missing: outcome.missing ?? key.missing,
    }),
  };
}

/**
 * agent/session/shell/shell.go checks the key of the log group if the flag is
 * set.
 */
function logGroupEncryption(session: Session): StageResult {
  const { cloudWatchLogGroupName: logGroup, cloudWatchEncryptionEnabled } =
    session.preferences;
  if (!logGroup || !cloudWatchEncryptionEnabled) {
    return NOTHING;
  }
  if (isFromParameterStore(session.preferences, 'cloudWatchLogGroupName')) {
    return stoppedBy(openValue('cw-group-not-encrypted', 'start', [logGroup]));
  }
  return afterCheck(step(session, 'validateLogGroup'), () =>
    groupHasKey(session, logGroup),
  );
}

/**
 * The findings of a check apply if the check is allowed. If that is unknown, a
 * finding that prevents the session is still certain: the session does not
 * start whether the check is denied or not.
 */
function afterCheck(
  check: StageResult,
  findings: () => StageResult,
): StageResult {
  if (check.happens === true) {
    return findings();
  }
  const found = check.happens === 'unknown' ? findings() : NOTHING;
  return found.happens === false ? inTurn([check, found]) : check;
}

function groupHasKey({ facts }: Session, logGroup: string): StageResult {
  const fact = facts.logGroup;
  const about = { resource: logGroup };
  if (!fact || 'unknown' in fact) {
    return stoppedBy(
      openProblem(
        'cw-group-not-encrypted',
        'start',
        about,
        fact?.unknown ?? advise('specify-log-group', { logGroup }),
      ),
    );
  }
  if (!fact.known.exists) {
    return stoppedBy(
      plainProblem(
        'cw-encryption-group-missing',
        'start',
        about,
        advise('create-encrypted-log-group', { logGroup }),
      ),
    );
  }
  return fact.known.kmsKeyArn
    ? NOTHING
    : stoppedBy(
        plainProblem(
          'cw-group-not-encrypted',
          'start',
          about,
          advise('encrypt-log-group', { logGroup }),
        ),
      );
}

function bucketEncryption(session: Session): StageResult {
  const { s3BucketName: bucket, s3EncryptionEnabled } = session.preferences;
  if (!bucket || !s3EncryptionEnabled) {
    return NOTHING;
  }
  if (isFromParameterStore(session.preferences, 's3BucketName')) {
    return stoppedBy(openValue('s3-bucket-not-encrypted', 'start', [bucket]));
  }
  if (session.bucket?.exists === false) {
    return stoppedBy(checkFailed(session, 'create-bucket'));
  }
  const check = step(session, 'validateBucket');
  return afterCheck(check, () => {
    const found = bucketIsEncrypted(session, bucket);
    // A denied check and a bucket without encryption have different messages.
    return check.happens === true ? found : withoutMessages(found);
  });
}

function withoutMessages({ happens, problems }: StageResult): StageResult {
  return {
    happens,
    problems: problems.map(({ agentMessage, ...problem }) => problem),
  };
}

/** agent/s3util/s3util.go: only `aws:kms` and `AES256` count as encrypted. */
function bucketIsEncrypted(session: Session, name: string): StageResult {
  const { bucket } = session;
  const about = { resource: session.place('{bucket}') };
  if (!bucket || bucket.unknown?.encryption) {
    return stoppedBy(
      openProblem(
        's3-bucket-not-encrypted',
        'start',
        about,
        bucket?.unknown?.encryption ??
          advise('specify-bucket', { bucket: name }),
      ),
    );
  }
  switch (bucket.encryption) {
    case 'AES256':
    case 'aws:kms':
      return NOTHING;
    case undefined:
      // S3 answers with an error, ServerSideEncryptionConfigurationNotFoundError.
      return stoppedBy(checkFailed(session, 'encrypt-bucket'));
    default:
      return stoppedBy(
        plainProblem(
          's3-bucket-not-encrypted',
          'start',
          about,
          advise('encrypt-bucket-otherwise', { bucket: name }),
        ),
      );
  }
}

function checkFailed(
  session: Session,
  adviceId: 'create-bucket' | 'encrypt-bucket',
) {
  return plainProblem(
    's3-encryption-check-failed',
    'start',
    {
      action: 's3:GetEncryptionConfiguration',
      resource: session.place('{bucket}'),
    },
    advise(adviceId, { bucket: session.preferences.s3BucketName }),
  );
}

/**
 * The user who starts the session may have a tag with the operating system
 * user.
 */
function runAsUser({ preferences }: Session): StageResult {
  const { runAsEnabled, runAsDefaultUser } = preferences;
  return runAsEnabled && !runAsDefaultUser.trim()
    ? stoppedBy(
        plainProblem(
          'run-as-user-missing',
          'start',
          {},
          advise('run-as-user'),
          'unknown',
        ),
      )
    : NOTHING;
}
