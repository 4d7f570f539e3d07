import { ownValue } from '../json/ownValue';
import { ENTITY_REF_TAG } from '../roleSpec/ownershipTags';
import { isRecordTag } from '../roleSpec/recordedSpec';
import { Tags } from '../role/RoleSnapshot';

/** The tags to write with their old values, and the tags to remove. */
export interface TagChanges {
  write?: { before: Tags; after: Tags };
  remove?: Tags;
}

/**
 * Compares the tags. A tag of the last spec that is no longer wanted is
 * removed; tags set by others are preserved.
 */
export function tagChanges(
  spec: Tags,
  observed: Tags,
  lastWanted: Tags,
): TagChanges {
  const wanted = { ...emptied(observed), ...spec };
  const write = pick(wanted, key => ownValue(observed, key) !== wanted[key]);
  const remove = pick(
    observed,
    key =>
      !Object.hasOwn(wanted, key) &&
      (Object.hasOwn(lastWanted, key) || key === ENTITY_REF_TAG),
  );
  return {
    ...(isEmpty(write)
      ? {}
      : {
          write: {
            before: pick(observed, key => Object.hasOwn(write, key)),
            after: write,
          },
        }),
    ...(isEmpty(remove) ? {} : { remove }),
  };
}

/**
 * A shorter record leaves tags over. They are emptied in the call that writes
 * the other tags, so that the record is never incomplete.
 */
function emptied(observed: Tags): Tags {
  const keys = Object.keys(observed).filter(isRecordTag);
  return Object.fromEntries(keys.map(key => [key, '']));
}

function pick(tags: Tags, isIncluded: (key: string) => boolean): Tags {
  return Object.fromEntries(
    Object.entries(tags).filter(([key]) => isIncluded(key)),
  );
}

function isEmpty(tags: Tags): boolean {
  return Object.keys(tags).length === 0;
}
