import { Content } from '@backstage/core-components';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { ExplainMessage } from '../readiness/ExplainMessage';
import { Section } from '../requests/Section';
import { sessionManagerTranslationRef } from '../translation/ref';

/** Explains a message that is about no role in particular. */
export function ExplainContent() {
  const { t } = useTranslationRef(sessionManagerTranslationRef);
  return (
    <Content>
      <Section title={t('readiness.explain.title')}>
        <ExplainMessage />
      </Section>
    </Content>
  );
}
