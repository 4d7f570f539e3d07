import { decide } from './decide';

const ours = 'arn:aws:iam::111122223333:instance-profile/ours';
const theirs = 'arn:aws:iam::111122223333:instance-profile/team/theirs';
const wanted = { instanceProfileArn: ours };

const having = (instanceProfileArn: string) => ({
  associationId: 'iip-assoc-1',
  instanceId: 'i-1',
  instanceProfileArn,
  state: 'associated',
});

describe('decide', () => {
  it.each([
    ['running', undefined, 'associate'],
    ['stopped', undefined, 'associate'],
    ['running', ours, 'nothing'],
    ['stopped', ours, 'nothing'],
    // It was launched with the profile.
    ['pending', ours, 'nothing'],
    ['running', theirs, 'refuse'],
    ['pending', undefined, 'refuse'],
    ['stopping', undefined, 'refuse'],
    ['shutting-down', undefined, 'refuse'],
    ['terminated', ours, 'refuse'],
  ])('for a %s instance with %s: %s', (state, present, kind) => {
    const association = present ? having(present) : undefined;
    expect(decide(state, association, wanted)).toMatchObject({ kind });
  });

  it.each([
    ['running', theirs, 'replace'],
    ['stopped', theirs, 'exchange'],
    ['running', ours, 'nothing'],
    ['stopping', theirs, 'refuse'],
    ['terminated', theirs, 'refuse'],
  ])('with replace, for a %s instance with %s: %s', (state, present, kind) => {
    expect(
      decide(state, having(present), { ...wanted, replace: true }),
    ).toMatchObject({ kind });
  });

  it.each([
    [
      'running',
      having(theirs),
      /has the instance profile theirs.*replace: true/,
    ],
    ['stopping', undefined, /is stopping: run this again when/],
    ['terminated', undefined, /is terminated, so nothing can be attached/],
  ])('explains the refusal for a %s instance', (state, association, reason) => {
    expect(decide(state, association, wanted)).toEqual({
      kind: 'refuse',
      reason: expect.stringMatching(reason),
    });
  });
});
