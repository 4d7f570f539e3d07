// Letters, digits, _ and -, and at the beginning a letter or _:
// https://developer.hashicorp.com/terraform/language/syntax/configuration#identifiers
const NOT_OF_LABEL = /[^A-Za-z0-9_-]/g;
const NOT_AT_BEGINNING = /^[0-9-]/;
/** What would be read as an escape, with what follows it. */
const LIKE_ESCAPE = /_(?=[0-9A-F]{2}[^A-Za-z0-9-])/g;

/**
 * The label of a role's resources: its name, where Terraform takes that, else
 * with what it does not take as `_2E_`, the code of the character. No two names
 * have one label, and a name always has the same.
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
