import { lazy, Suspense } from 'react';
import type { PreviewFieldProps } from './schema';

const PreviewField = lazy(async () => ({
  default: (await import('./PreviewField')).PreviewField,
}));

/** The field with the prediction, loaded only if a form has it. */
export function LazyPreviewField(props: PreviewFieldProps) {
  return (
    <Suspense fallback={null}>
      <PreviewField {...props} />
    </Suspense>
  );
}
