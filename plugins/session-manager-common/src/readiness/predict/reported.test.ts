import { readFileSync } from 'node:fs';
import path from 'node:path';
import { AccessRequest } from '../../access/AccessRequest';
import { AccessPolicies, evaluateAccess } from '../../access/evaluateAccess';
import { trusting } from '../__testUtils__/sessions';
import { explainMessage } from '../explain/explainMessage';
import { SessionFacts } from '../model/facts';
import { headline } from '../explain/headline';
import { predict } from './predict';
import { parsePreferences } from '../model/preferences';
import { SessionRole } from '../model/sessionRole';

interface Case {
  name: string;
  /** The report, or the documentation of the correct value. */
  source?: string;
  predict?: {
    role: SessionRole;
    preferences: Record<string, unknown>;
    facts: SessionFacts;
  };
  access?: { request: AccessRequest; policies: AccessPolicies };
  message?: string;
  expect: Record<string, unknown>;
}

/**
 * The trust policy and instance profile of roles, unless a case overrides them.
 */
const FOR_NODES = {
  ...trusting('ec2.amazonaws.com', 'ec2.amazonaws.com.cn'),
  instanceProfileArns: ['arn:aws:iam::111122223333:instance-profile/node'],
};

const { cases } = JSON.parse(
  readFileSync(path.join(__dirname, 'vectors/reported.json'), 'utf8'),
) as { cases: Case[] };

/** The role of Default Host Management, which Systems Manager assumes. */
const hostManagementRole = (role: SessionRole): SessionRole => ({
  ...trusting('ssm.amazonaws.com'),
  ...role,
});

function predicted({ role, preferences, facts }: Required<Case>['predict']) {
  const hostManagement = facts.defaultHostManagement;
  const readiness = predict({
    role: { ...FOR_NODES, ...role },
    preferences: parsePreferences(preferences),
    facts: {
      ...facts,
      ...(hostManagement && 'known' in hostManagement && hostManagement.known
        ? {
            defaultHostManagement: {
              known: hostManagementRole(hostManagement.known),
            },
          }
        : {}),
    },
  });
  const { online, starts, logged, problems } = readiness;
  return {
    state: headline(readiness).state,
    online,
    starts,
    ...logged,
    problems: problems
      .filter(({ severity }) => severity !== 'info')
      .map(({ code }) => code),
  };
}

function answerTo({ predict: input, access, message }: Case) {
  if (input) {
    return predicted(input);
  }
  return access
    ? evaluateAccess(access.request, access.policies)
    : { id: explainMessage(message ?? '').candidates[0]?.message.id };
}

describe('a reported case', () => {
  it.each(cases.map(each => [each.name, each] as const))('%s', (_, each) => {
    expect(answerTo(each)).toMatchObject(each.expect);
  });
});
