import { InputError } from '@backstage/errors';
import {
  RequestContentOrigin,
  RequestOrigin,
  RoleRequest,
  SCAFFOLDER,
} from 'backstage-plugin-session-manager-common';
import { Caller } from '../people/Callers';
import { EntityOwnership } from '../people/EntityOwnership';

/**
 * Through which service somebody files a request, and with which template. Only
 * the scaffolder knows the template: a person who says so by themselves is
 * refused, and what another service says of it is not kept.
 */
export function originOf(
  { speaker }: Caller,
  templateRef: string | undefined,
): RequestOrigin | undefined {
  if (templateRef !== undefined && speaker === undefined) {
    throw new InputError('templateRef: is for the scaffolder to say');
  }
  return speaker === undefined
    ? undefined
    : {
        service: speaker,
        ...(templateRef &&
          speaker === SCAFFOLDER && {
            templateRef: templateRef.toLocaleLowerCase('en-US'),
          }),
      };
}

/** Who wrote the template that filled in a request, as the catalog has it now. */
export async function contentOrigin(
  ownership: EntityOwnership,
  { origin }: RoleRequest,
  { approverRefs }: Caller,
): Promise<RequestContentOrigin | undefined> {
  const templateRef = origin?.templateRef;
  if (!templateRef) {
    return undefined;
  }
  const owners =
    (await ownership.ownersOf([templateRef])).get(templateRef) ?? [];
  return {
    templateRef,
    owners,
    callerOwns: owners.some(owner =>
      approverRefs.includes(owner.toLocaleLowerCase('en-US')),
    ),
  };
}
