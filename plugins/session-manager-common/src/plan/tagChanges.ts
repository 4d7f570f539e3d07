import { ownValue } from '../json/ownValue';
import { ENTITY_REF_TAG } from '../roleSpec/ownershipTags';
import { isRecordTag } from '../roleSpec/recordedSpec';
import { Tags } from '../role/RoleSnapshot';

/** The tags to write, with their old values, and those to take away. */
export interface TagChanges {
  write?: { before: Tags; after: Tags };
  remove?: Tags;
}

/**
 * Makes the wanted tags true. A tag that the last spec had and this one has
 * not goes; a tag that nobody here ever set stays.
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
 * A record that got shorter leaves tags over. They are emptied in the call
 * that writes the others, so that at no time a record is half there.
 */
function emptied(observed: Tags): Tags {
  const keys = Object.keys(observed).filter(isRecordTag);
  return Object.fromEntries(keys.map(key => [key, '']));
}

function pick(tags: Tags, keep: (key: string) => boolean): Tags {
  return Object.fromEntries(Object.entries(tags).filter(([key]) => keep(key)));
}

function isEmpty(tags: Tags): boolean {
  return Object.keys(tags).length === 0;
}
