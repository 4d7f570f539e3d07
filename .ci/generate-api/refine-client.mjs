// Refines the client that Backstage's generator writes:
//
// - A model of an idea that the domain has is the domain's own type.
// - Only what the document names has a name. The generator also names each
//   enumeration, each object within a schema, and each request. A schema that
//   is one form of another, such as RequestReportDone, has a name only because
//   the generator needs it.
// - What no operation uses is left out.
import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { DOMAIN_MODELS } from './domain-models.mjs';
import { readGenerated, writeGenerated } from './files.mjs';
import { declarationsIn, parsed, typeWriter } from './type-writer.mjs';

const CLIENT = 'apis/Api.client.ts';
/** The types of the client that are neither models nor requests. */
const OF_ALL_REQUESTS = ['TypedResponse', 'RequestOptions'];

const CLASS = ` * @public
 */
export class `;
const CLASS_DESCRIPTION = ` * Calls the HTTP API of the backend. Each method returns the response as it is,
 * for \`responseBody\` or \`acceptedResponse\`.
 *
`;

/**
 * @param folder - what the generator wrote
 * @param schemas - the schemas that the document names
 */
export async function refineClient(folder, schemas) {
  const clientFile = path.join(folder, CLIENT);
  const modelFolder = path.join(folder, 'models');
  const client = parsed(readGenerated(clientFile));
  const requests = declarationsIn(client).filter(
    ({ name }) => !OF_ALL_REQUESTS.includes(name),
  );
  const types = typeWriter(
    [...modelsIn(modelFolder), ...requests],
    schemas,
    DOMAIN_MODELS,
  );

  const clientText = types
    .rewrite(client, client, node =>
      requests.some(request => request.node === node),
    )
    .replace(CLASS, `${CLASS_DESCRIPTION}${CLASS}`);
  await writeGenerated(clientFile, types.withImports(clientText));
  await writeModels(modelFolder, usedModels(types, clientText), types);
}

function modelsIn(folder) {
  return readdirSync(folder)
    .filter(file => file.endsWith('.model.ts'))
    .flatMap(file => {
      const source = parsed(readGenerated(path.join(folder, file)));
      return declarationsIn(source);
    });
}

/** The text of each model that the client uses, itself or in other models. */
function usedModels(types, clientText) {
  const texts = new Map();
  const pending = types.namesIn(clientText);
  for (let name = pending.pop(); name; name = pending.pop()) {
    if (!texts.has(name)) {
      texts.set(name, types.modelText(name));
      pending.push(...types.namesIn(texts.get(name)));
    }
  }
  const unused = Object.values(DOMAIN_MODELS)
    .flat()
    .filter(name => !texts.has(name));
  if (unused.length > 0) {
    throw new Error(`The client does not use ${unused} of domain-models.mjs`);
  }
  return texts;
}

async function writeModels(folder, texts, types) {
  rmSync(folder, { recursive: true });
  mkdirSync(folder);
  for (const [name, text] of texts) {
    await writeGenerated(
      path.join(folder, `${name}.model.ts`),
      types.withImports(text, name),
    );
  }
  const names = [...texts.keys()].sort();
  await writeGenerated(
    path.join(folder, 'index.ts'),
    names.map(name => `export * from './${name}.model';`).join('\n'),
  );
}
