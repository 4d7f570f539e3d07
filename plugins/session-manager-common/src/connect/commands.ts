import { z } from 'zod/v3';
import { connectSettingsSchema } from './ConnectSettings';
import { checkedInput, ConnectTarget } from './ConnectTarget';

/**
 * AWS's session documents for port forwarding and SSH. Session Manager does not
 * log these sessions.
 */
export const TUNNEL_DOCUMENTS = {
  portForwarding: 'AWS-StartPortForwardingSession',
  ssh: 'AWS-StartSSHSession',
} as const;

/**
 * The AWS CLI commands that start a session, by type of session.
 *
 * @public
 */
export interface SessionCommands {
  shell: string;
  portForwarding: string;
  ssh: string;
}

/**
 * The AWS CLI commands for just-in-time node access: to request access, and to
 * get the credentials for the session after approval. Placeholders are in
 * capitals.
 *
 * @public
 */
export interface AccessRequestCommands {
  request: string;
  token: string;
}

// https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_CreateDocument.html
export const documentName = z
  .string()
  .regex(
    /^[A-Za-z0-9_][A-Za-z0-9_.-]{2,127}$/,
    'must be the name of a session document: 3 to 128 letters, digits and _.-',
  );

const port = z.number().int().min(1).max(65_535);

const sessionOptionsSchema = z
  .object({
    profile: connectSettingsSchema.shape.profile,
    documentName: documentName.optional(),
    port: port.default(80),
    localPort: port.default(8080),
    osUser: z
      .string()
      .regex(
        /^[A-Za-z_][A-Za-z0-9_.-]{0,31}$/,
        'must be the name of a user on the node: letters, digits and _.-',
      )
      .default('ec2-user'),
  })
  .strict();

export interface SessionCommandOptions {
  /** The AWS CLI profile. */
  profile?: string;
  /** The session document. Default: the account's session preferences. */
  documentName?: string;
  /** The port of the node. Default: 80. */
  port?: number;
  /** The port of the local computer. Default: 8080. */
  localPort?: number;
  /** The user on the node for SSH. Default: ec2-user. */
  osUser?: string;
}

/**
 * Returns the AWS CLI commands that start a session on a node. They are the same
 * in every shell: only texts that contain a comma or a space are quoted. Throws
 * an `InputError` for options that would need escaping.
 */
export function sessionCommands(
  target: ConnectTarget,
  options: SessionCommandOptions = {},
): SessionCommands {
  const {
    profile,
    documentName: document,
    port: remote,
    localPort,
    osUser,
  } = checkedInput(sessionOptionsSchema, options);
  const start = (node: string, name?: string) => [
    ...['aws', 'ssm', 'start-session', '--target', node],
    ...where(target, profile),
    ...(name ? ['--document-name', name] : []),
  ];
  return {
    shell: line(start(target.nodeId, document)),
    portForwarding: line([
      ...start(target.nodeId, TUNNEL_DOCUMENTS.portForwarding),
      '--parameters',
      [`portNumber=${remote},localPortNumber=${localPort}`],
    ]),
    ssh: line([
      'ssh',
      '-o',
      [
        'ProxyCommand=aws',
        ...start('%h', TUNNEL_DOCUMENTS.ssh).slice(1),
        '--parameters',
        'portNumber=%p',
      ],
      `${osUser}@${target.nodeId}`,
    ]),
  };
}

/**
 * Returns the commands that request just-in-time access to a node:
 * https://docs.aws.amazon.com/systems-manager/latest/userguide/systems-manager-just-in-time-node-access-start-session.html
 */
export function accessRequestCommands(
  target: ConnectTarget,
  options: Pick<SessionCommandOptions, 'profile'> = {},
): AccessRequestCommands {
  const { profile } = checkedInput(sessionOptionsSchema, options);
  const ssm = (...words: Word[]) =>
    line(['aws', 'ssm', ...words, ...where(target, profile)]);
  return {
    request: ssm(
      'start-access-request',
      '--targets',
      [`Key=InstanceIds,Values=${target.nodeId}`],
      '--reason',
      ['REASON'],
    ),
    token: ssm('get-access-token', '--access-request-id', 'ACCESS_REQUEST_ID'),
  };
}

// Without --region, the CLI uses its default region, and a node in another one
// results in TargetNotConnected.
function where({ region }: ConnectTarget, profile: string | undefined) {
  return ['--region', region, ...(profile ? ['--profile', profile] : [])];
}

/** An unquoted word, or the words of a quoted text. */
type Word = string | readonly string[];

// None of these characters is special in sh, cmd or PowerShell. A comma outside of
// quotes would be a list in PowerShell.
const BARE = /^[A-Za-z0-9_%+=:./-][A-Za-z0-9_@%+=:./-]*$/;
const QUOTED = /^[A-Za-z0-9_@%+=:,./-]+$/;

function line(words: readonly Word[]): string {
  return words.map(written).join(' ');
}

function written(word: Word): string {
  const [words, allowed] =
    typeof word === 'string' ? [[word], BARE] : [word, QUOTED];
  if (!words.every(one => allowed.test(one))) {
    // The options are validated, so this would be a bug in this file.
    throw new TypeError(`"${words.join(' ')}" would have to be escaped`);
  }
  return typeof word === 'string' ? word : `"${words.join(' ')}"`;
}
