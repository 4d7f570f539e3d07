import { lazy, memo } from './memo';

it('memo computes each answer once, including undefined', () => {
  const computed: string[] = [];
  const lengthOf = memo((text: string) => {
    computed.push(text);
    return text.length || undefined;
  });

  expect(['ab', '', 'ab', ''].map(lengthOf)).toEqual([
    2,
    undefined,
    2,
    undefined,
  ]);
  expect(computed).toEqual(['ab', '']);
});

it('lazy computes the value once, on first use', () => {
  let times = 0;
  const value = lazy(() => {
    times += 1;
    return 'it';
  });

  expect(times).toBe(0);
  expect([value(), value()]).toEqual(['it', 'it']);
  expect(times).toBe(1);
});
