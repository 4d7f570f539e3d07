/**
 * Awaits a creation and ignores the error if the resource already exists.
 * Returns whether it was created. `errorNames` are the errors by which AWS
 * reports an existing resource.
 */
export async function unlessExists(
  creation: Promise<unknown>,
  ...errorNames: string[]
): Promise<boolean> {
  try {
    await creation;
    return true;
  } catch (error) {
    if (error instanceof Error && errorNames.includes(error.name)) {
      return false;
    }
    throw error;
  }
}
