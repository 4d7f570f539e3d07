import { essence } from './essence';
import { matchMessage } from './matchMessage';

const matched = (texts: string[], said: string) =>
  matchMessage({ texts }, essence(said));

describe('a message of texts', () => {
  it.each<[string, string[], string, string, boolean]>([
    [
      'all of it',
      ['Upload of * to S3 failed'],
      'upload of x to s3 failed',
      'Uploadof to S3failed',
      true,
    ],
    [
      'the longer of its texts',
      ['failed', 'Upload failed'],
      'upload failed',
      'Uploadfailed',
      true,
    ],
    [
      'the longer, wherever it stands',
      ['Upload failed', 'failed'],
      'upload failed',
      'Uploadfailed',
      true,
    ],
    [
      'one that is whole before a longer part',
      ['whole text', 'part of a much longer text'],
      'whole text, part of a much longer',
      'wholetext',
      true,
    ],
    [
      'one of its pieces',
      ['The upload of the log * was not made'],
      'ERROR The upload of the log',
      'Theuploadofthelog',
      false,
    ],
    [
      'the beginning of a piece',
      ['The upload to the bucket failed'],
      'The upload to the bucket of others',
      'Theuploadtothebucket',
      false,
    ],
    [
      'the end of a piece',
      ['The upload to the bucket failed'],
      'all to the bucket failed',
      'tothebucketfailed',
      false,
    ],
    [
      'the middle of one of its pieces',
      ['Error * The upload to the bucket failed'],
      'upload to the bucket',
      'uploadtothebucket',
      false,
    ],
  ])('is there with %s', (_, texts, said, letters, whole) => {
    expect(matched(texts, said)).toMatchObject({
      length: essence(letters).length,
      whole,
    });
  });

  it('is not there with its pieces in another order', () => {
    expect(matched(['first * second'], 'second first')).toBeUndefined();
  });

  it('is not told by a part that could be anything', () => {
    const message = ['abcdefghijklmnopqrstuvwxyz'];
    expect(matched(message, 'abcdefghijklmnop')?.length).toBe(16);
    expect(matched(message, 'abcdefghijklmno')).toBeUndefined();
  });
});

describe('a message of a fixed beginning', () => {
  const HEADS = ['Health ping failed: ', '* asking for a token: '];
  const said = (text: string, error: 'refusal' | 'failure') =>
    matchMessage({ texts: [], after: { heads: HEADS, error } }, essence(text));

  it.each([
    ['Health ping failed: AccessDenied', true, false],
    ['Health ping failed: NoSuchBucket', false, true],
    ['ERROR asking for a token: AccessDenied', true, false],
    // What follows is another beginning, and not the error.
    ['Health ping failed: asking for a token: AccessDenied', true, false],
    ['Health ping failed: asking for a token: NoSuchBucket', false, true],
    ['another ping failed: AccessDenied', false, false],
  ])('%s', (text, refusal, failure) => {
    expect(said(text, 'refusal')?.whole ?? false).toBe(refusal);
    expect(said(text, 'failure')?.whole ?? false).toBe(failure);
  });

  it('may be there where the text ends before the error', () => {
    for (const error of ['refusal', 'failure'] as const) {
      expect(said('ERROR Health ping failed: Acc', error)).toEqual({
        length: 'healthpingfailed'.length,
        whole: false,
        fixed: 'healthpingfailed',
      });
    }
  });
});
