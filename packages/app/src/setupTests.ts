import '@testing-library/jest-dom';
import { configure } from '@testing-library/react';

// A test renders the complete app, which can take long.
configure({ asyncUtilTimeout: 30_000 });
jest.setTimeout(60_000);

// jsdom cannot parse the style sheets of @backstage/ui, and prints each of
// them.
const { error: print } = console;
jest.spyOn(console, 'error').mockImplementation((...args: unknown[]) => {
  if (!String(args[0]).includes('Could not parse CSS stylesheet')) {
    print(...args);
  }
});
