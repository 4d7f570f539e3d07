import { documents } from '../documents/documents';
import { ResolvedRoleSpec } from '../roleSpec/roleSpec';
import { renderCloudFormation } from './cloudFormation';
import { ownersFiles } from './ownersFiles';
import { renderTerraform } from './terraform';

/**
 * The formats in which a role can be rendered.
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
 * A rendered file.
 *
 * @public
 */
export interface RenderedFile {
  /** The file name, without a folder. */
  name: string;
  content: string;
}

/**
 * Renders a role as files: its two policies as JSON, or everything as
 * CloudFormation or Terraform, and the statements that the owner of another
 * account's bucket must add. Equal specs give equal files.
 *
 * Throws an `InputError` if a format cannot express the spec.
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
