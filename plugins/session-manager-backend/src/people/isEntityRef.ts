/** Whether a text, such as that of a tag, is the full reference of an entity. */
export function isEntityRef(text: string): boolean {
  return /^[^:/\s]+:[^:/\s]+\/[^:/\s]+$/.test(text);
}
