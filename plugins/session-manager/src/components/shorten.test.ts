import { shortenMiddle } from './shorten';

describe('shortenMiddle', () => {
  it('does not change a text that is short enough', () => {
    expect(shortenMiddle('x'.repeat(40))).toBe('x'.repeat(40));
  });

  it('keeps both ends, and more of the end, which differs between roles', () => {
    const arn = 'arn:aws:iam::444455556666:role/session-manager/payments-role';
    const short = shortenMiddle(arn);
    expect(short).toHaveLength(40);
    const [head, tail] = short.split('…');
    expect(arn.startsWith(head)).toBe(true);
    expect(arn.endsWith(tail)).toBe(true);
    expect(tail.length).toBeGreaterThan(head.length);
  });
});
