import { useCallback, useState } from 'react';
import {
  BatchSelection,
  FleetRoleFilter,
} from 'backstage-plugin-session-manager-common';

/** The roles that are selected: some, or all that match the filters. */
export interface Selection {
  isSelected(roleArn: string): boolean;
  select(roleArns: readonly string[], isSelected: boolean): void;
  /** @param count - how many match, as the user has seen it */
  selectAll(count: number): void;
  clear(): void;
  /** How many are selected. */
  count: number;
  isAll: boolean;
  /** For the API. */
  roles: BatchSelection;
}

interface State {
  /** The filters that it was made with; it ends when others are set. */
  filter: string;
  roleArns: readonly string[];
  /** Set if all that match are selected. */
  all?: number;
}

/** Keeps a selection over the pages of a list, until its filters change. */
export function useSelection(filter: FleetRoleFilter): Selection {
  const key = JSON.stringify(filter);
  const none: State = { filter: key, roleArns: [] };
  const [made, setMade] = useState<State>(none);
  const state = made.filter === key ? made : none;
  const { roleArns, all } = state;
  const isSelected = useCallback(
    (roleArn: string) => all !== undefined || roleArns.includes(roleArn),
    [all, roleArns],
  );
  return {
    isSelected,
    select: (changed, isOn) =>
      setMade({
        filter: key,
        roleArns: [
          ...roleArns.filter(arn => !changed.includes(arn)),
          ...(isOn ? changed : []),
        ],
      }),
    selectAll: count => setMade({ ...none, all: count }),
    clear: () => setMade(none),
    count: all ?? roleArns.length,
    isAll: all !== undefined,
    roles:
      all === undefined
        ? { roleArns: [...roleArns] }
        : { filter: givenOnly(filter), count: all },
  };
}

/** Without the filters that are not set. */
function givenOnly(filter: FleetRoleFilter): FleetRoleFilter {
  return Object.fromEntries(
    Object.entries(filter).filter(
      ([, value]) =>
        value !== undefined &&
        value !== '' &&
        !(Array.isArray(value) && value.length === 0),
    ),
  );
}
