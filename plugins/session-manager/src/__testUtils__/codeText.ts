import { MatcherFunction } from '@testing-library/react';

/** Matches code, whose words are elements of their own. */
export function codeText(wanted: string | RegExp): MatcherFunction {
  return (_, element) => {
    const text = element?.textContent ?? '';
    return (
      element?.tagName === 'PRE' &&
      (typeof wanted === 'string' ? text === wanted : wanted.test(text))
    );
  };
}
