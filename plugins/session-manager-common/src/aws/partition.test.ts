import { partitionFacts, roleConsoleUrl } from './partition';

describe('partitions', () => {
  it.each([
    ['aws', 'https://console.aws.amazon.com/iam/home#/roles/details/we%2Bb'],
    [
      'aws-cn',
      'https://cn-north-1.console.amazonaws.cn/iam/home#/roles/details/we%2Bb',
    ],
    [
      'aws-us-gov',
      'https://us-gov-west-1.console.amazonaws-us-gov.com/iam/home#/roles/details/we%2Bb',
    ],
  ])('%s has its own console', (partition, url) => {
    expect(roleConsoleUrl(partition, 'we+b')).toBe(url);
  });

  it('that are not known are named', () => {
    expect(() => partitionFacts('aws-mars')).toThrow('"aws-mars" is not known');
  });
});
