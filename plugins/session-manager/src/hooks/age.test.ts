import { ageOf } from './age';

const NOW = Date.parse('2026-11-25T12:00:00Z');

describe('ageOf', () => {
  it.each([
    ['2026-11-25T12:00:00Z', 'now', 0],
    ['2026-11-25T11:59:01Z', 'now', 0],
    ['2026-11-25T11:59:00Z', 'minute', -1],
    ['2026-11-25T11:00:01Z', 'minute', -59],
    ['2026-11-25T11:00:00Z', 'hour', -1],
    ['2026-11-24T12:00:00Z', 'day', -1],
    ['2026-10-26T12:00:00Z', 'month', -1],
    ['2024-11-25T12:00:00Z', 'year', -2],
    ['2026-11-25', 'day', 0],
    ['2026-11-24', 'day', -1],
  ])('returns the age of %s in the largest unit', (moment, unit, value) => {
    expect(ageOf(moment, NOW)).toEqual({ unit, value });
  });

  it('is now for a time in the future, by another clock', () => {
    expect(ageOf('2026-11-25T12:05:00Z', NOW)).toEqual({
      unit: 'now',
      value: 0,
    });
  });
});
