import { nothingObserved } from '../plan/ObservedRole';
import { plan } from '../plan/plan';
import { documents } from '../policy/documents';
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
  plan: { changes: plan(spec, nothingObserved) },
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

describe('the hash of what is decided about', () => {
  it('is another where something is that matters', () => {
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
      { ...review, ...fault('no') },
      { ...review, ...fault('no', 'Throttling') },
    ].map(reviewHash);
    expect(new Set(hashes).size).toBe(hashes.length);
    expect(hashes[0]).toMatch(/^[0-9a-f]{64}$/);
  });

  it('is the same for texts that differ each time', () => {
    expect(reviewHash({ ...review, ...fault('request 1') })).toBe(
      reviewHash({ ...review, ...fault('request 2') }),
    );
  });
});

describe('a frozen review', () => {
  it('has all, and the changes in each tense', () => {
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

  it('says what it left out where it is too long', () => {
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
