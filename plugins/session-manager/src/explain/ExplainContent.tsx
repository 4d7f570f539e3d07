import { Content } from '@backstage/core-components';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { ExplainMessage } from '../components/explain/ExplainMessage';
import { Section } from '../components/Section';
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
