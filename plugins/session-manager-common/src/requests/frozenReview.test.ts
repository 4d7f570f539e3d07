import { Change } from '../plan/Change';
import { EMPTY_SNAPSHOT } from '../role/RoleSnapshot';
import { plan } from '../plan/plan';
import { documents } from '../documents/documents';
import { ProblemCode } from '../readiness/model/Readiness';
import {
  changeSentences,
  DecidedReview,
  freezeReview,
  reviewHash,
} from './frozenReview';
import { specWith } from './__testUtils__/requests';

const spec = specWith({ s3: { bucket: 'corp-logs' } });
const review: DecidedReview = {
  documents: documents(spec),
  plan: { changes: plan(spec, EMPTY_SNAPSHOT) },
  widerThanLeastPrivilege: [],
  readiness: {
    online: 'yes',
    starts: 'yes',
    logged: { s3: 'yes', cloudWatchLogs: null },
    problems: [],
  },
};
const fault = (message: string, code = 'AccessDenied') => ({
  plan: { fault: { kind: 'refused' as const, message, code, hint: '' } },
});

const withProblems = (...codes: ProblemCode[]): DecidedReview => ({
  ...review,
  readiness: {
    ...review.readiness!,
    problems: codes.map(code => ({
      code,
      stage: 'online',
      severity: 'info',
      decisive: [],
      repair: { kind: 'advice', text: '', sentences: [] },
    })),
  },
});

describe('reviewHash', () => {
  it('differs for relevant differences', () => {
    const hashes = [
      review,
      { ...review, plan: { changes: [] } },
      { ...review, documents: documents(specWith({})) },
      {
        ...review,
        widerThanLeastPrivilege: [
          { action: 'a', resource: '*', narrowest: [] },
        ],
      },
      { ...review, readiness: undefined },
      {
        ...review,
        readiness: {
          ...review.readiness!,
          logged: { s3: 'no' as const, cloudWatchLogs: null },
        },
      },
      withProblems('s3-bucket-not-encrypted'),
      withProblems('s3-bucket-not-encrypted', 'not-in-instance-profile'),
      { ...review, ...fault('no') },
      { ...review, ...fault('no', 'Throttling') },
    ].map(reviewHash);
    expect(new Set(hashes).size).toBe(hashes.length);
    expect(hashes[0]).toMatch(/^[0-9a-f]{64}$/);
  });

  it('is equal for equal problems, regardless of number and order', () => {
    const [a, b] = [
      's3-bucket-not-encrypted',
      'not-in-instance-profile',
    ] as const;
    expect(reviewHash(withProblems(a, b, a))).toBe(
      reviewHash(withProblems(b, a)),
    );
  });

  it('is equal for texts that differ each time', () => {
    expect(reviewHash({ ...review, ...fault('request 1') })).toBe(
      reviewHash({ ...review, ...fault('request 2') }),
    );
  });
});

describe('freezeReview', () => {
  it('contains the complete review, and the changes in each tense', () => {
    const frozen = freezeReview(review);
    expect(frozen).toMatchObject(review);
    expect(frozen).not.toHaveProperty('leftOut');
    expect(frozen.sentences.will).toContain('Create role web');
    expect(frozen.sentences.did).toContain('Created role web');
    expect(frozen.sentences.would).toContain('Would have created role web');
    expect(changeSentences({ taken: 'web' })).toEqual({
      will: [],
      did: [],
      would: [],
    });
  });

  it('lists refusals as future changes only', () => {
    const refusal: Change = {
      kind: 'refused',
      resource: 'role',
      name: 'web',
      arn: 'arn:aws:iam::111122223333:role/web',
      reason: 'the role web was not created by the portal',
    };
    expect(changeSentences({ changes: [refusal] })).toEqual({
      will: [
        expect.stringContaining('the role web was not created by the portal'),
      ],
      did: [],
      would: [],
    });
  });

  it('contains at most a hundred sentences of each kind', () => {
    const [change] = plan(spec, EMPTY_SNAPSHOT);
    const changes = Array.from({ length: 101 }, () => change);
    const { will, did, would } = freezeReview({
      ...review,
      plan: { changes },
    }).sentences;
    expect([will, did, would].map(all => all.length)).toEqual([100, 100, 100]);
  });

  it('preserves what fits the maximum size', () => {
    const most = 256 * 1024;
    const padded = (length: number): DecidedReview => ({
      ...review,
      widerThanLeastPrivilege: [
        { action: 'x'.repeat(length), resource: '*', narrowest: [] },
      ],
    });
    const rest = JSON.stringify(freezeReview(padded(0))).length;
    expect(freezeReview(padded(most - rest))).not.toHaveProperty('leftOut');
    expect(freezeReview(padded(most - rest + 1))).toHaveProperty('leftOut');
  });

  it('lists what it left out if it is too large', () => {
    const long = 'x'.repeat(300_000);
    const frozen = freezeReview({
      ...review,
      widerThanLeastPrivilege: [{ action: long, resource: '*', narrowest: [] }],
    });
    expect(frozen.leftOut).toEqual([
      'readiness',
      'plan',
      'widerThanLeastPrivilege',
    ]);
    expect(frozen.documents).toEqual(review.documents);
    expect(frozen.sentences.did).toContain('Created role web');
    expect(JSON.stringify(frozen).length).toBeLessThan(256 * 1024);
  });
});
