import '@testing-library/jest-dom';
import { configure } from '@testing-library/react';

// The card is loaded when it is shown, which takes its time on a busy machine.
jest.setTimeout(60_000);
configure({ asyncUtilTimeout: 20_000 });

// jsdom cannot parse the style sheets of @backstage/ui, and prints each whole.
const { error: print } = console;
jest.spyOn(console, 'error').mockImplementation((...args: unknown[]) => {
  if (!String(args[0]).includes('Could not parse CSS stylesheet')) {
    print(...args);
  }
});
