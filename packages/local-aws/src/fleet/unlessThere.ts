/**
 * Awaits the making of something, and is content where it is there already.
 * Tells whether it was made. `errorNames` are those that AWS says "it exists"
 * with.
 */
export async function unlessThere(
  making: Promise<unknown>,
  ...errorNames: string[]
): Promise<boolean> {
  try {
    await making;
    return true;
  } catch (error) {
    if (error instanceof Error && errorNames.includes(error.name)) {
      return false;
    }
    throw error;
  }
}
