import { planRemoval } from './planRemoval';

/** Ten roles, of which those named are missing since an earlier scan. */
const stored = (...missing: string[]) =>
  ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j'].map(roleArn => ({
    roleArn,
    missing: missing.includes(roleArn),
  }));
const seenAllBut = (...arns: string[]) =>
  new Set(
    stored()
      .map(({ roleArn }) => roleArn)
      .filter(arn => !arns.includes(arn)),
  );
const rules = { maxShare: 0.2 };

describe('a complete scan', () => {
  it('removes the roles that it did not see, up to the share', () => {
    expect(planRemoval(stored(), seenAllBut('a', 'b'), rules)).toEqual({
      gone: ['a', 'b'],
      doubtful: [],
      back: [],
    });
  });

  it('keeps all that it did not see if they are more than the share', () => {
    expect(planRemoval(stored(), seenAllBut('a', 'b', 'c'), rules)).toEqual({
      gone: [],
      doubtful: ['a', 'b', 'c'],
      back: [],
    });
  });

  it('removes as many as it likes if the scan before did not see them either', () => {
    expect(
      planRemoval(stored('a', 'b', 'c'), seenAllBut('a', 'b', 'c'), rules),
    ).toEqual({ gone: ['a', 'b', 'c'], doubtful: [], back: [] });
  });

  it('keeps those that are missing for the first time, whatever was before', () => {
    expect(
      planRemoval(
        stored('a', 'b', 'c'),
        seenAllBut('a', 'b', 'd', 'e', 'f'),
        rules,
      ),
    ).toEqual({ gone: ['a', 'b'], doubtful: ['d', 'e', 'f'], back: ['c'] });
  });

  it('of an account whose last role is gone waits for the next one', () => {
    const [last] = stored();

    expect(planRemoval([last], new Set(), rules).doubtful).toEqual(['a']);
    expect(planRemoval([], new Set(), rules).gone).toEqual([]);
  });
});
