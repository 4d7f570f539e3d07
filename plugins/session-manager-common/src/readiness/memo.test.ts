import { lazy, memo } from './memo';

it('works out each answer once, also one that is nothing', () => {
  const asked: string[] = [];
  const lengthOf = memo((text: string) => {
    asked.push(text);
    return text.length || undefined;
  });

  expect(['ab', '', 'ab', ''].map(lengthOf)).toEqual([
    2,
    undefined,
    2,
    undefined,
  ]);
  expect(asked).toEqual(['ab', '']);
});

it('works a value out when it is first asked for, and once', () => {
  let times = 0;
  const value = lazy(() => {
    times += 1;
    return 'it';
  });

  expect(times).toBe(0);
  expect([value(), value()]).toEqual(['it', 'it']);
  expect(times).toBe(1);
});
