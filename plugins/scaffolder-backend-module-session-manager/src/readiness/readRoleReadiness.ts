import { Readiness, roleExists } from 'backstage-plugin-session-manager-common';
import {
  predictRoleReadiness,
  ReadinessContext,
  readRoleSnapshot,
} from 'backstage-plugin-session-manager-node';

/** Predicts readiness of an existing role; `undefined` if it does not exist. */
export async function readRoleReadiness(
  roleName: string,
  place: ReadinessContext,
): Promise<{ readiness: Readiness } | undefined> {
  const snapshot = await readRoleSnapshot({ ...place, roleName });
  return roleExists(snapshot)
    ? predictRoleReadiness(snapshot, place)
    : undefined;
}

/** If AWS cannot be read, the readiness is unknown and nothing fails. */
export async function undefinedOnError<T>(
  reading: Promise<T>,
): Promise<T | undefined> {
  try {
    return await reading;
  } catch {
    return undefined;
  }
}
