import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import {
  installPackages,
  InstallOptions,
  LINTERS,
} from '../install/installPackages';
import { packageFolder } from '../folders';

const PROGRAM = join(packageFolder, 'linters.py');

/**
 * What a linter finds fault with.
 *
 * @public
 */
export interface Finding {
  rule: string;
  severity: string;
  message: string;
}

/**
 * Linters from PyPI, pinned like the local AWS. Each takes several texts and
 * gives an answer for each, because it takes a second to come up.
 *
 * @public
 */
export interface Linters {
  /** What cfn-lint finds in CloudFormation templates, informational too. */
  cloudFormation(templates: readonly string[]): Promise<Finding[][]>;
  /** What parliament finds in IAM policies. */
  policies(documents: readonly object[]): Promise<Finding[][]>;
  /** What python-hcl2 reads in Terraform files. */
  terraform(files: readonly string[]): Promise<unknown[]>;
}

/**
 * Installs the linters where they are not yet.
 *
 * @public
 */
export async function linters(options: InstallOptions = {}): Promise<Linters> {
  const python = await installPackages(LINTERS, options);
  return {
    cloudFormation: templates => ask(python, 'cfn-lint', templates),
    policies: documents =>
      ask(
        python,
        'parliament',
        documents.map(document => JSON.stringify(document)),
      ),
    terraform: files => ask(python, 'hcl2', files),
  };
}

async function ask<Answer>(
  python: string,
  tool: string,
  texts: readonly string[],
): Promise<Answer[]> {
  const child = spawn(python, ['-I', '-W', 'ignore', PROGRAM], {
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  const ended = once(child, 'close');
  child.stdin.end(JSON.stringify({ tool, texts }));
  const [answer, log] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
  ]);
  const [code] = await ended;
  if (code !== 0) {
    throw new Error(`${tool} failed:\n${log}`);
  }
  return JSON.parse(answer);
}
