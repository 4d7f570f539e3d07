import { readFileSync } from 'node:fs';
import path from 'node:path';
import { AccessRequest } from '../access/AccessRequest';
import { AccessPolicies, evaluateAccess } from '../access/evaluateAccess';
import { trusting } from './__testUtils__/sessions';
import { explainMessage } from './explain/explainMessage';
import { SessionFacts } from './facts';
import { headline } from './headline';
import { predict } from './predict';
import { parsePreferences } from './preferences';
import { SessionRole } from './sessionRole';

interface Case {
  name: string;
  /** Where it was reported, or what says which value is right. */
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

/** Unless a case says otherwise, its role is one that a node can have. */
const FOR_NODES = {
  ...trusting('ec2.amazonaws.com', 'ec2.amazonaws.com.cn'),
  instanceProfileArns: ['arn:aws:iam::111122223333:instance-profile/node'],
};

const { cases } = JSON.parse(
  readFileSync(path.join(__dirname, 'vectors/reported.json'), 'utf8'),
) as { cases: Case[] };

/** Systems Manager lends the role of Default Host Management. */
const lent = (role: SessionRole): SessionRole => ({
  ...trusting('ssm.amazonaws.com'),
  ...role,
});

function predicted({ role, preferences, facts }: Required<Case>['predict']) {
  const lends = facts.defaultHostManagement;
  const readiness = predict({
    role: { ...FOR_NODES, ...role },
    preferences: parsePreferences(preferences),
    facts: {
      ...facts,
      ...(lends && 'known' in lends && lends.known
        ? { defaultHostManagement: { known: lent(lends.known) } }
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

describe('a case that was reported', () => {
  it.each(cases.map(each => [each.name, each] as const))('%s', (_, each) => {
    expect(answerTo(each)).toMatchObject(each.expect);
  });
});
