import '@testing-library/jest-dom';
import { configure } from '@testing-library/react';

// The whole app is put together in a test, which takes as long as it takes.
configure({ asyncUtilTimeout: 30_000 });
jest.setTimeout(60_000);
