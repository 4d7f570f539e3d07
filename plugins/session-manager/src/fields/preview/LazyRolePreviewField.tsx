import { lazy, Suspense } from 'react';
import type { RolePreviewProps } from './schema';

const RolePreviewField = lazy(async () => ({
  default: (await import('./RolePreviewField')).RolePreviewField,
}));

/** The field with all that it predicts with, loaded when a form has it. */
export function LazyRolePreviewField(props: RolePreviewProps) {
  return (
    <Suspense fallback={null}>
      <RolePreviewField {...props} />
    </Suspense>
  );
}
