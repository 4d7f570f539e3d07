import '@testing-library/jest-dom';
import { configure } from '@testing-library/react';

// The card is loaded when it is shown, which takes its time on a busy machine.
jest.setTimeout(60_000);
configure({ asyncUtilTimeout: 20_000 });
