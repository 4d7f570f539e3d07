import { normalizeText } from './normalizeText';
import { matchMessage } from './matchMessage';

const matched = (texts: string[], text: string) =>
  matchMessage({ texts }, normalizeText(text));

describe('matchMessage, by text', () => {
  it.each<[string, string[], string, string, boolean]>([
    [
      'the complete text',
      ['Upload of * to S3 failed'],
      'upload of x to s3 failed',
      'Uploadof to S3failed',
      true,
    ],
    [
      'the longest of its texts',
      ['failed', 'Upload failed'],
      'upload failed',
      'Uploadfailed',
      true,
    ],
    [
      'the longest in any order',
      ['Upload failed', 'failed'],
      'upload failed',
      'Uploadfailed',
      true,
    ],
    [
      'a complete text before a longer part',
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
      'the middle of a piece',
      ['Error * The upload to the bucket failed'],
      'upload to the bucket',
      'uploadtothebucket',
      false,
    ],
  ])('matches %s', (_, texts, text, letters, whole) => {
    expect(matched(texts, text)).toMatchObject({
      length: normalizeText(letters).length,
      whole,
    });
  });

  it('does not match pieces in another order', () => {
    expect(matched(['first * second'], 'second first')).toBeUndefined();
  });

  it('does not match a part that is too short to be specific', () => {
    const message = ['abcdefghijklmnopqrstuvwxyz'];
    expect(matched(message, 'abcdefghijklmnop')?.length).toBe(16);
    expect(matched(message, 'abcdefghijklmno')).toBeUndefined();
  });
});

describe('matchMessage, by a fixed beginning', () => {
  const HEADS = ['Health ping failed: ', '* asking for a token: '];
  const matchedError = (text: string, error: 'refusal' | 'failure') =>
    matchMessage(
      { texts: [], after: { heads: HEADS, error } },
      normalizeText(text),
    );

  it.each([
    ['Health ping failed: AccessDenied', true, false],
    ['Health ping failed: NoSuchBucket', false, true],
    ['ERROR asking for a token: AccessDenied', true, false],
    // Another beginning follows, not the error.
    ['Health ping failed: asking for a token: AccessDenied', true, false],
    ['Health ping failed: asking for a token: NoSuchBucket', false, true],
    ['another ping failed: AccessDenied', false, false],
  ])('matches the kind of error after "%s"', (text, refusal, failure) => {
    expect(matchedError(text, 'refusal')?.whole ?? false).toBe(refusal);
    expect(matchedError(text, 'failure')?.whole ?? false).toBe(failure);
  });

  it('matches partially if the text ends before the error', () => {
    for (const error of ['refusal', 'failure'] as const) {
      expect(matchedError('ERROR Health ping failed: Acc', error)).toEqual({
        length: 'healthpingfailed'.length,
        whole: false,
        fixed: 'healthpingfailed',
      });
    }
  });
});
