import { Verdict } from '../../ternary/ternary';
import { Problem, Readiness } from '../model/Readiness';
import { mergeNodeKinds } from './mergeNodeKinds';

const problem = (more: Partial<Problem> = {}): Problem => ({
  code: 's3-put-denied',
  stage: 'log',
  severity: 'error',
  resource: 'arn:aws:s3:::corp-logs/*',
  decisive: [],
  repair: { kind: 'advice', text: '', sentences: [] },
  ...more,
});

const ready = (more: Partial<Readiness> = {}): Readiness => ({
  online: 'yes',
  starts: 'yes',
  logged: { s3: 'yes', cloudWatchLogs: 'yes' },
  problems: [],
  ...more,
});

const both = (ec2: Partial<Readiness>, hybrid: Partial<Readiness>) =>
  mergeNodeKinds(
    { kind: 'ec2', readiness: ready(ec2) },
    { kind: 'hybrid', readiness: ready(hybrid) },
  );
const problemsOf = (ec2: Problem[], hybrid: Problem[]) =>
  both({ problems: ec2 }, { problems: hybrid }).problems;

describe('mergeNodeKinds', () => {
  it.each<[Verdict | null, Verdict | null, Verdict | null]>([
    ['yes', 'yes', 'yes'],
    ['yes', 'unknown', 'unknown'],
    ['unknown', 'no', 'no'],
    ['yes', 'no', 'no'],
    // If no session starts on one kind of node, the log has no verdict.
    ['yes', null, null],
    ['unknown', null, null],
    ['no', null, null],
    [null, null, null],
  ])('returns the worse log of %s and %s: %s', (one, other, worse) => {
    for (const [a, b] of [
      [one, other],
      [other, one],
    ]) {
      expect(
        both(
          { logged: { s3: a, cloudWatchLogs: 'yes' } },
          { logged: { s3: b, cloudWatchLogs: 'yes' } },
        ).logged,
      ).toEqual({ s3: worse, cloudWatchLogs: 'yes' });
      expect(
        both(
          { logged: { s3: 'yes', cloudWatchLogs: a } },
          { logged: { s3: 'yes', cloudWatchLogs: b } },
        ).logged,
      ).toEqual({ s3: 'yes', cloudWatchLogs: worse });
    }
  });

  it('returns the worse verdict of each step, and the verdicts of each kind', () => {
    const bad = { online: 'no', starts: 'no' } as const;
    const open = { online: 'unknown', starts: 'unknown' } as const;
    const logged = { s3: 'yes', cloudWatchLogs: 'yes' } as const;

    expect(both(bad, {})).toMatchObject(bad);
    expect(both({}, open)).toEqual({
      ...open,
      logged,
      problems: [],
      byNodeKind: {
        ec2: { online: 'yes', starts: 'yes', logged },
        hybrid: { ...open, logged },
      },
    });
    expect(both({}, {})).toEqual(ready());
  });

  it.each([
    ['severity', { severity: 'unknown' }],
    ['resource', { resource: 'arn:aws:s3:::other-logs/*' }],
    ['code', { code: 's3-put-acl-denied' }],
  ] as const)(
    'marks problems with their kind of node if they differ in %s',
    (_, more) => {
      const [one, other] = [problem(), problem(more)];

      expect(problemsOf([one], [other])).toEqual([
        { ...one, nodeKind: 'ec2' },
        { ...other, nodeKind: 'hybrid' },
      ]);
    },
  );

  it('lists common problems once', () => {
    const online = problem({ code: 'create-control-channel-denied' });
    const own = problem({ code: 's3-put-acl-denied' });

    expect(problemsOf([own, problem()], [online, problem()])).toEqual([
      { ...own, nodeKind: 'ec2' },
      problem(),
      { ...online, nodeKind: 'hybrid' },
    ]);
  });

  it('sorts problems by stage', () => {
    const log = problem();
    const start = problem({ stage: 'start', code: 'open-data-channel-denied' });
    const online = problem({
      stage: 'online',
      code: 'create-control-channel-denied',
    });

    expect(
      problemsOf([start, log], [online, log]).map(({ stage }) => stage),
    ).toEqual(['online', 'start', 'log']);
  });

  it('uses the Default Host Management role if one kind does', () => {
    const withHostManagement = { insteadOfRole: 'lent' };

    expect(both(withHostManagement, {}).insteadOfRole).toBe('lent');
    expect(both({}, withHostManagement).insteadOfRole).toBe('lent');
    expect(both({}, {})).not.toHaveProperty('insteadOfRole');
  });
});
