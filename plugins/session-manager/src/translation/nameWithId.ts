/** A name and the ID, because several accounts or nodes can have one name. */
export function nameWithId(id: string, name: string | undefined): string {
  return name ? `${name} (${id})` : id;
}
