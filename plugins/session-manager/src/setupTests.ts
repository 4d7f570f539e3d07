import '@testing-library/jest-dom';
import { configure } from '@testing-library/react';

// Loading the card's code can take long on a busy machine.
jest.setTimeout(60_000);
configure({ asyncUtilTimeout: 20_000 });

// jsdom has no layout to scroll in. Some tests run without jsdom.
if (typeof Element !== 'undefined') {
  Element.prototype.scrollIntoView = () => {};
}

// jsdom cannot parse the style sheets of @backstage/ui, and would print them.
const { error: print } = console;
jest.spyOn(console, 'error').mockImplementation((...args: unknown[]) => {
  if (!String(args[0]).includes('Could not parse CSS stylesheet')) {
    print(...args);
  }
});
