import {
  AwsFault,
  InstallationCheck,
} from 'backstage-plugin-session-manager-common';
import {
  AccountConfig,
  AwsAccounts,
  CallerIdentity,
  PermissionState,
  portalPermissions,
  readPermissionStates,
} from 'backstage-plugin-session-manager-node';
import { Deadlines, readingOrFault } from '../accounts/deadlines';
import {
  okCheck,
  problemCheck,
  unknownCheck,
  CheckSubject,
} from './checkResults';

type CheckedAccount = Pick<AccountConfig, 'accountId' | 'name' | 'regions'>;
type About = Omit<CheckSubject, 'id'>;

/**
 * Whether the credentials reach an account, and which permissions of the backend
 * they lack there. What is not read in time is unknown.
 */
export async function accountChecks(
  {
    accounts,
    startDeadline,
  }: {
    accounts: Pick<AwsAccounts, 'get' | 'identity'>;
    startDeadline: Deadlines;
  },
  { accountId, name, regions }: CheckedAccount,
): Promise<InstallationCheck[]> {
  const about = { accountId, ...(name && { accountName: name }) };
  const deadline = startDeadline();
  const identity = await readingOrFault(
    deadline,
    accountId,
    accounts.identity(accountId),
  );
  const credentials = credentialsCheck(about, identity);
  if ('fault' in identity || credentials.state !== 'ok') {
    return [credentials];
  }
  const needed = portalPermissions.backend.filter(
    // Only without configured regions.
    ({ action }) => action !== 'ec2:DescribeRegions' || !regions?.length,
  );
  const states = await readingOrFault(
    deadline,
    accountId,
    accounts
      .get(accountId)
      .then(account => readPermissionStates(account, needed, identity.arn)),
  );
  return [credentials, permissionsCheck(about, states)];
}

function credentialsCheck(
  about: About,
  identity: CallerIdentity | { fault: AwsFault },
): InstallationCheck {
  const subject = { id: 'credentials', ...about } as const;
  if ('fault' in identity) {
    return faultCheck(subject, identity.fault);
  }
  return identity.accountId === about.accountId
    ? okCheck(subject, {
        sentence: `The credentials reach the account as ${identity.arn}.`,
      })
    : problemCheck(subject, {
        sentence: `The credentials for this account are of account ${identity.accountId}.`,
        remedy: 'Correct its entry under aws.accounts.',
      });
}

/** AWS not answering says nothing about the credentials. */
export function faultCheck(
  subject: CheckSubject,
  { kind, code, message, hint }: AwsFault,
): InstallationCheck {
  if (code === 'NotAllowedError') {
    return problemCheck(subject, {
      sentence: message,
      remedy:
        'Create a role in it that the portal may assume, and name it in the entry.',
    });
  }
  const isCertain = kind === 'refused' || kind === 'not-configured';
  return (isCertain ? problemCheck : unknownCheck)(subject, {
    sentence: message,
    remedy: hint,
  });
}

function permissionsCheck(
  about: About,
  states: ReadonlyMap<string, PermissionState> | { fault: AwsFault },
): InstallationCheck {
  const subject = { id: 'permissions', ...about } as const;
  if ('fault' in states) {
    const { message: sentence, hint: remedy } = states.fault;
    return unknownCheck(subject, { sentence, remedy });
  }
  const actionsThatAre = (state: PermissionState) =>
    [...states]
      .filter(([, found]) => found === state)
      .map(([action]) => action);
  const denied = actionsThatAre('denied');
  const open = actionsThatAre('unknown');
  const notKnown = `Not known: ${open.join(', ')}.`;
  if (denied.length > 0) {
    return problemCheck(subject, {
      sentence: [
        `Missing permissions: ${denied.join(', ')}.`,
        ...(open.length > 0 ? [notKnown] : []),
      ].join(' '),
      remedy:
        'Add them to the policy of the portal’s credentials in this account, as the page Permissions of the documentation shows.',
    });
  }
  return open.length > 0
    ? unknownCheck(subject, {
        sentence: notKnown,
        remedy:
          'They are read by the IAM policy simulator: allow iam:GetRole and iam:SimulatePrincipalPolicy on the portal’s own role, and check again.',
      })
    : okCheck(subject, {
        sentence:
          'The credentials have all permissions that the backend needs.',
      });
}
