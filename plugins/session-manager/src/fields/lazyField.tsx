import { ComponentType, lazy, Suspense } from 'react';
import { PartSkeleton } from './preview/PreviewParts';

/** A form field whose code is loaded only if a form has it. */
export function lazyField<Props extends object>(
  load: () => Promise<ComponentType<Props>>,
) {
  const Field = lazy(async () => ({
    default: (await load()) as ComponentType<object>,
  }));
  return function LazyField(props: Props) {
    return (
      <Suspense fallback={<PartSkeleton />}>
        <Field {...props} />
      </Suspense>
    );
  };
}
