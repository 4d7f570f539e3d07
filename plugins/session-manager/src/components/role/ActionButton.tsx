import { ComponentProps } from 'react';
import { LinkButton } from '@backstage/core-components';

/** A button that leads to a form or a page, with its label as it is written. */
export function ActionButton(props: ComponentProps<typeof LinkButton>) {
  return (
    <LinkButton color="primary" style={{ textTransform: 'none' }} {...props} />
  );
}
