import fc from 'fast-check';
import { nextScanAt } from './scanTimes';

const INTERVAL = 30 * 60_000;

const accountId = fc
  .integer({ min: 0, max: 999_999_999_999 })
  .map(id => String(id).padStart(12, '0'));
const time = fc.integer({ min: 0, max: 4_000_000_000_000 });

describe('the scan of an account', () => {
  it('comes exactly once in each interval', () => {
    fc.assert(
      fc.property(accountId, time, (id, now) => {
        const next = nextScanAt(id, now, INTERVAL);

        expect(next).toBeGreaterThan(now);
        expect(next).toBeLessThanOrEqual(now + INTERVAL);
        expect(nextScanAt(id, next, INTERVAL)).toBe(next + INTERVAL);
        expect(nextScanAt(id, next - 1, INTERVAL)).toBe(next);
      }),
    );
  });

  it('is spread with those of the others over the interval', () => {
    const tenths = Array.from({ length: 1000 }, (_, n) => {
      const next = nextScanAt(String(100_000_000_000 + n), 0, INTERVAL);
      return Math.ceil((next / INTERVAL) * 10);
    });

    const counts = [...Map.groupBy(tenths, tenth => tenth).values()];
    expect(counts).toHaveLength(10);
    expect(Math.max(...counts.map(({ length }) => length))).toBeLessThan(150);
  });
});
