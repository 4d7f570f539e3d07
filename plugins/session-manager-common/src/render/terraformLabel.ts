// Letters, digits, _ and -; the first character is a letter or _:
// https://developer.hashicorp.com/terraform/language/syntax/configuration#identifiers
const NOT_OF_LABEL = /[^A-Za-z0-9_-]/g;
const NOT_AT_BEGINNING = /^[0-9-]/;
/** An underscore that would be read as the beginning of an escape. */
const LIKE_ESCAPE = /_(?=[0-9A-F]{2}[^A-Za-z0-9-])/g;

/**
 * Returns the label of a role's resources: its name, with characters that
 * Terraform does not accept escaped as `_2E_`, the code of the character.
 * Labels are unique and do not change.
 */
export function terraformLabel(roleName: string): string {
  return roleName
    .replace(LIKE_ESCAPE, escape)
    .replace(NOT_OF_LABEL, escape)
    .replace(NOT_AT_BEGINNING, escape);
}

function escape(char: string): string {
  const code = char.charCodeAt(0).toString(16).toUpperCase();
  return `_${code.padStart(2, '0')}_`;
}
