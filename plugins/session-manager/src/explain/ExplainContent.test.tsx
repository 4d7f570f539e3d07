import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { renderInTestApp, TestApiProvider } from '@backstage/test-utils';
import { explainMessage } from 'backstage-plugin-session-manager-common';
import { violationsIn } from '../__testUtils__/violationsIn';
import { sessionManagerApiRef } from '../api/SessionManagerApi';
import { ExplainContent } from './ExplainContent';

describe('the page that explains messages', () => {
  it('has its headings in order, and no accessibility violations', async () => {
    const user = userEvent.setup();
    const { container } = await renderInTestApp(
      <TestApiProvider
        apis={[
          [
            sessionManagerApiRef,
            {
              explainMessage: async ({ message }: { message: string }) => ({
                explanation: explainMessage(message),
              }),
            },
          ],
        ]}
      >
        <ExplainContent />
      </TestApiProvider>,
    );

    await user.type(
      screen.getByLabelText('Message'),
      'TargetNotConnected: i-0123456789abcdef0 is not connected.',
    );
    await user.click(screen.getByRole('button', { name: 'Explain' }));

    await screen.findAllByRole('heading', { level: 3 });
    expect(
      screen.getAllByRole('heading').map(({ tagName }) => tagName)[0],
    ).toBe('H2');
    expect(await violationsIn(container)).toEqual([]);
  });
});
