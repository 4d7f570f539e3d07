import { Verdict } from '../ternary/ternary';
import { Problem, Readiness } from './Readiness';
import { worseOf } from './worseOf';

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
  worseOf(
    { kind: 'ec2', readiness: ready(ec2) },
    { kind: 'hybrid', readiness: ready(hybrid) },
  );
const problemsOf = (ec2: Problem[], hybrid: Problem[]) =>
  both({ problems: ec2 }, { problems: hybrid }).problems;

describe('a role for both kinds of node', () => {
  it.each<[Verdict | null, Verdict | null, Verdict | null]>([
    ['yes', 'yes', 'yes'],
    ['yes', 'unknown', 'unknown'],
    ['unknown', 'no', 'no'],
    ['yes', 'no', 'no'],
    // Where no session starts on one kind, no log is promised.
    ['yes', null, null],
    ['unknown', null, null],
    ['no', null, null],
    [null, null, null],
  ])('has the worse log of %s and %s: %s', (one, other, worse) => {
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

  it('is as bad as the worse of them in each respect, and tells both', () => {
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
    'has each kind’s own problem where they differ in %s',
    (_, more) => {
      const [one, other] = [problem(), problem(more)];

      expect(problemsOf([one], [other])).toEqual([
        { ...one, nodeKind: 'ec2' },
        { ...other, nodeKind: 'hybrid' },
      ]);
    },
  );

  it('has what both have once, among what only one has', () => {
    const online = problem({ code: 'create-control-channel-denied' });
    const own = problem({ code: 's3-put-acl-denied' });

    expect(problemsOf([own, problem()], [online, problem()])).toEqual([
      { ...own, nodeKind: 'ec2' },
      problem(),
      { ...online, nodeKind: 'hybrid' },
    ]);
  });

  it('has its problems in the order of the stages', () => {
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

  it('runs on a lent role where one of them does', () => {
    const lent = { insteadOfRole: 'lent' };

    expect(both(lent, {}).insteadOfRole).toBe('lent');
    expect(both({}, lent).insteadOfRole).toBe('lent');
    expect(both({}, {})).not.toHaveProperty('insteadOfRole');
  });
});
