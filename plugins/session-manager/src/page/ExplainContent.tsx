import { Content } from '@backstage/core-components';
import { ExplainMessage } from '../readiness/ExplainMessage';

/** Explains a message that is about no role in particular. */
export function ExplainContent() {
  return (
    <Content>
      <ExplainMessage />
    </Content>
  );
}
