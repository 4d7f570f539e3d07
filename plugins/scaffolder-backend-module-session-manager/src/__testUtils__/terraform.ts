import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** An installed Terraform or OpenTofu. */
export interface Terraform {
  program: string;
  /** Whether the files are formatted as `fmt` would. */
  isFormatted(files: readonly string[]): Promise<boolean>;
  /**
   * The planned attributes of each resource, by its address. Values that only
   * AWS knows are absent.
   */
  plan(
    config: string,
    options: { providers?: string; env?: NodeJS.ProcessEnv },
  ): Promise<Map<string, Record<string, unknown>>>;
}

/** `undefined` if neither is installed. */
export async function findTerraform(): Promise<Terraform | undefined> {
  for (const program of ['tofu', 'terraform']) {
    try {
      await run(program, ['version']);
      return terraform(program);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') {
        throw error;
      }
    }
  }
  return undefined;
}

/**
 * The local mirror of the AWS provider, as created by `terraform providers
 * mirror`; `undefined` if there is none. The provider is never downloaded.
 */
export function awsProviderMirror(): string | undefined {
  const mirror =
    process.env.TERRAFORM_PROVIDERS ?? join(homedir(), '.terraform.d/plugins');
  const isThere = ['registry.terraform.io', 'registry.opentofu.org'].some(
    host => existsSync(join(mirror, host, 'hashicorp/aws')),
  );
  return isThere ? mirror : undefined;
}

function terraform(program: string): Terraform {
  return {
    program,
    isFormatted: files =>
      inFolder(async folder => {
        await Promise.all(
          files.map((text, index) =>
            writeFile(join(folder, `${index}.tf`), text),
          ),
        );
        const { stdout } = await run(program, ['fmt', '-list=true', folder]);
        return stdout === '';
      }),
    plan: (config, { providers, env }) =>
      inFolder(async folder => {
        await writeFile(join(folder, 'main.tf'), config);
        const call = (...args: string[]) =>
          run(program, [`-chdir=${folder}`, ...args], {
            env: {
              ...process.env,
              ...env,
              CHECKPOINT_DISABLE: '1',
              TF_CLI_CONFIG_FILE: join(folder, 'none.tfrc'),
            },
            maxBuffer: 64 * 1024 * 1024,
          });
        await writeFile(join(folder, 'none.tfrc'), '');
        await call(
          'init',
          '-input=false',
          ...(providers ? [`-plugin-dir=${providers}`] : []),
        );
        await call('plan', '-input=false', '-out=plan');
        const { stdout } = await call('show', '-json', 'plan');
        return plannedValues(JSON.parse(stdout));
      }),
  };
}

interface Plan {
  planned_values: {
    root_module: {
      resources: Array<{ address: string; values: Record<string, unknown> }>;
    };
  };
}

function plannedValues({ planned_values: { root_module } }: Plan) {
  return new Map(
    root_module.resources.map(({ address, values }) => [address, values]),
  );
}

async function inFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'terraform-'));
  try {
    return await work(folder);
  } finally {
    await rm(folder, { recursive: true });
  }
}
