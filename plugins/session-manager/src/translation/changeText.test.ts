import {
  Change,
  describeChange,
  describeStatementChange,
  Operation,
} from 'backstage-plugin-session-manager-common';
import { inEnglish, inJapanese } from '../__testUtils__/translate';
import { changeText, statementChangeText } from './changeText';

const JAPANESE = /[\u3040-\u30ff\u4e00-\u9fff]/;

const allow = { Effect: 'Allow', Action: 'ssm:*', Resource: '*' } as const;
const document = { Version: '2012-10-17', Statement: [allow] } as const;
const two = { Version: '2012-10-17', Statement: [allow, allow] } as const;
const tags = { team: 'a', cost: 'b' };
const arn = 'arn:aws:iam::111122223333:policy/logs';

/** One step of each operation; several if their sentences differ. */
const STEPS: Readonly<
  Record<Operation, ReadonlyArray<Record<string, unknown>>>
> = {
  CreatePolicy: [{ after: { document } }, { after: { document: two } }],
  CreatePolicyVersion: [{ after: document }, { after: two }],
  DeletePolicyVersion: [{ before: 'v1' }],
  DeletePolicy: [{ before: arn }],
  TagPolicy: [
    { after: { team: 'a' } },
    { after: tags },
    { after: { ...tags, x: '1', y: '2' } },
  ],
  UntagPolicy: [{ before: tags }],
  CreateRole: [{ after: {} }],
  UpdateRole: [
    { before: { description: 'a' }, after: { description: 'b' } },
    { before: {}, after: { maxSessionDuration: 7200 } },
    { before: {}, after: { description: 'b', maxSessionDuration: 7200 } },
  ],
  UpdateAssumeRolePolicy: [{ before: document, after: two }],
  PutRolePermissionsBoundary: [{ after: arn }],
  DeleteRolePermissionsBoundary: [{ before: arn }],
  TagRole: [{ after: tags }],
  UntagRole: [{ before: tags }],
  DeleteRole: [{ before: arn }],
  PutRolePolicy: [{ after: { policyName: 'logs', document } }],
  DeleteRolePolicy: [{ before: 'logs' }],
  AttachRolePolicy: [{ after: arn }],
  DetachRolePolicy: [{ before: arn }],
  CreateInstanceProfile: [{ after: {} }],
  DeleteInstanceProfile: [{ before: arn }],
  TagInstanceProfile: [{ after: tags }],
  UntagInstanceProfile: [{ before: tags }],
  AddRoleToInstanceProfile: [{ after: 'web' }],
  RemoveRoleFromInstanceProfile: [{ before: 'web' }],
};

const changes = Object.entries(STEPS).flatMap(([operation, steps]) =>
  steps.map((step): [string, Change] => [
    operation,
    { operation, name: 'web', arn, ...step } as Change,
  ]),
);

describe('changeText', () => {
  it.each(changes)('says in English what logs say: %s', (_, change) => {
    expect(changeText(change, inEnglish)).toBe(describeChange(change));
  });

  it.each(changes)('is in Japanese: %s', (_, change) => {
    expect(changeText(change, inJapanese)).toMatch(JAPANESE);
  });

  it.each(
    (['create', 'update', 'delete'] as const).flatMap(kind => [
      [kind, 'bucket-policy-statement', 'arn:aws:s3:::logs'] as const,
      [kind, 'key-policy-statement', 'arn:aws:kms:us-east-1:1:key/12'] as const,
    ]),
  )('describes a statement, with its own name: %s %s', (kind, resource, on) => {
    const change = { kind, resource, name: 'SessionLogs1', arn: on };

    expect(statementChangeText(change, inEnglish)).toBe(
      describeStatementChange(change),
    );
    expect(statementChangeText(change, inJapanese)).toMatch(JAPANESE);
    expect(statementChangeText(change, inJapanese)).toContain('SessionLogs1');
  });

  it('says why a change is refused', () => {
    const refusal: Change = {
      kind: 'refused',
      resource: 'role',
      name: 'web',
      arn,
      reason:
        'the role web exists and was not created by the portal: use another role name, or select "Adopt an existing role"',
    };

    expect(changeText(refusal, inEnglish)).toBe(describeChange(refusal));
    expect(changeText(refusal, inJapanese)).toMatch(
      /^拒否: ロール web は存在し/,
    );
  });
});
