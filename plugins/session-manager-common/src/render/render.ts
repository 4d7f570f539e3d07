import { documents } from '../policy/documents';
import { ResolvedRoleSpec } from '../roleSpec/roleSpec';
import { renderCloudFormation } from './cloudFormation';
import { ownersFiles } from './ownersFiles';
import { renderTerraform } from './terraform';

/**
 * The languages that a role can be written in.
 *
 * @public
 */
export const renderFormats = ['json', 'cloudformation', 'terraform'] as const;

/**
 * One of {@link renderFormats}.
 *
 * @public
 */
export type RenderFormat = (typeof renderFormats)[number];

/**
 * A file that was rendered.
 *
 * @public
 */
export interface RenderedFile {
  /** Its name, without a folder. */
  name: string;
  content: string;
}

/**
 * Writes a role as files: its two policies as JSON, or all of it as
 * CloudFormation or Terraform, and what the owner of another account's bucket
 * must add. The same spec gives the same text.
 *
 * Throws an `InputError` where a language cannot say what the spec says.
 *
 * @public
 */
export function render(
  spec: ResolvedRoleSpec,
  formats: readonly RenderFormat[] = renderFormats,
): RenderedFile[] {
  const file = (ending: string, content: string) => ({
    name: `${spec.roleName}.${ending}`,
    content,
  });
  const { permissions, trust } = documents(spec);
  return [
    ...(formats.includes('json')
      ? [
          file('permissions.json', json(permissions)),
          file('trust.json', json(trust)),
        ]
      : []),
    ...(formats.includes('cloudformation')
      ? [file('cloudformation.yaml', renderCloudFormation(spec))]
      : []),
    ...(formats.includes('terraform')
      ? [file('tf', renderTerraform(spec))]
      : []),
    ...ownersFiles(spec).map(({ ending, statements }) =>
      file(ending, json(statements)),
    ),
  ];
}

function json(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
