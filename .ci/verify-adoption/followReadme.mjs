// Follows the README: runs its shell blocks and writes its code into the portal.
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { mergeCode, mergeYaml } from './mergeCode.mjs';
import { countLines, installBlocks } from './readme.mjs';
import { run } from './runProgram.mjs';

/**
 * @param {object} options
 * @param {string} options.readme - its text
 * @param {string} options.folder - the portal
 * @param {'new' | 'old'} options.system
 * @param {Record<string, string>} options.tarballs
 * @returns {Promise<{ step: string, lines: number, seconds: number }[]>}
 */
export async function followReadme({ readme, folder, system, tarballs }) {
  const steps = [];
  for (const block of installBlocks(readme)) {
    if (block.system === undefined || block.system === system) {
      const began = Date.now();
      if (block.language === 'sh') {
        for (const command of commandsOf(block.code)) {
          await run(['sh', '-ec', fromTarballs(command, tarballs)], {
            cwd: folder,
          });
        }
      }
      for (const part of block.parts) {
        await write(path.join(folder, part.file), part.code);
      }
      steps.push({
        step: `README: ${block.heading}`,
        lines: countLines(block.code),
        seconds: Math.round((Date.now() - began) / 1000),
      });
    }
  }
  return steps;
}

function commandsOf(code) {
  return code
    .replaceAll('\\\n', ' ')
    .split('\n')
    .filter(line => line.trim());
}

/** The packages are not on a registry here: "yarn add" gets their files. */
function fromTarballs(command, tarballs) {
  return / add /.test(command)
    ? command.replace(/\bbackstage-plugin-[\w-]+/g, name =>
        tarballs[name] ? `${name}@file:${tarballs[name]}` : name,
      )
    : command;
}

async function write(file, code) {
  const before = await readFile(file, 'utf8');
  const merge = /\.ya?ml$/.test(file) ? mergeYaml : mergeCode;
  await writeFile(file, merge(before, code));
}
