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
 * A finding of a linter.
 *
 * @public
 */
export interface Finding {
  rule: string;
  severity: string;
  message: string;
}

/**
 * Linters from PyPI, pinned like the local AWS. Each accepts several texts and
 * returns an answer for each, because starting it takes a second.
 *
 * @public
 */
export interface Linters {
  /**
   * Findings of cfn-lint in CloudFormation templates, including informational
   * ones.
   */
  cloudFormation(templates: readonly string[]): Promise<Finding[][]>;
  /** Findings of parliament in IAM policies. */
  policies(documents: readonly object[]): Promise<Finding[][]>;
  /** Terraform files as python-hcl2 reads them. */
  terraform(files: readonly string[]): Promise<unknown[]>;
}

/**
 * Installs the linters if they are not installed yet.
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
