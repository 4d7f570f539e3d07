import { InputError } from '@backstage/errors';
import { z } from 'zod/v3';
import { partitionOfRegion } from '../aws/partition';
import { instanceIdSchema, regionSchema } from '../instances/fields';
import { accountId } from '../roleSpec/fields';

// https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_InstanceInformation.html
const HYBRID_NODE_ID = /^mi-[0-9a-z]{17}$/;

// A union would report the rule of its first member only.
const nodeIdSchema = z
  .string()
  .refine(
    id => HYBRID_NODE_ID.test(id) || instanceIdSchema.safeParse(id).success,
    'must be the id of an EC2 instance or of a hybrid node, such as i-0123456789abcdef0 or mi-0123456789abcdef0',
  );

const connectTargetSchema = z
  .object({
    accountId: accountId(),
    region: regionSchema,
    nodeId: nodeIdSchema,
  })
  .transform(target => ({
    ...target,
    partition: partitionOfRegion(target.region),
  }))
  .brand<'ConnectTarget'>();

/**
 * The node of a session. Only {@link connectTarget} creates a target, so all of
 * its values are validated, and need no quoting in commands.
 *
 * @public
 */
export type ConnectTarget = {
  partition: string;
  accountId: string;
  region: string;
  nodeId: string;
} & z.BRAND<'ConnectTarget'>;

/**
 * Validates the target of a session. Throws an `InputError` that names each
 * invalid field.
 *
 * @public
 */
export function connectTarget(input: {
  accountId: string;
  region: string;
  nodeId: string;
}): ConnectTarget {
  return checkedInput(connectTargetSchema, input);
}

/**
 * Returns whether a node is an EC2 instance or a hybrid node.
 *
 * @public
 */
export function nodeKindOf(nodeId: string): 'ec2' | 'hybrid' {
  return nodeId.startsWith('mi-') ? 'hybrid' : 'ec2';
}

/** Parses an input. Throws an `InputError` that names each invalid field. */
export function checkedInput<Output>(
  schema: z.ZodType<Output, z.ZodTypeDef, unknown>,
  input: unknown,
): Output {
  const parsed = schema.safeParse(input);
  if (!parsed.success) {
    throw new InputError(
      parsed.error.issues
        .map(({ path, message }) => [path.join('.'), message])
        .map(parts => parts.filter(Boolean).join(': '))
        .join('; '),
    );
  }
  return parsed.data;
}
