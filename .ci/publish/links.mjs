import path from 'node:path';

/** A Markdown link or image, inline or as a definition, that is not a URL or an anchor. */
const RELATIVE =
  /(\]\(|^\[[^\]]+\]: +)(?![a-z][a-z\d+.-]*:|#|\/\/)([^)\s]+)/gim;
const IMAGE = /\.(?:gif|jpe?g|png|svg|webp)$/i;

export function relativeLinks(markdown) {
  return [...markdown.matchAll(RELATIVE)].map(([, , target]) => target);
}

/**
 * The links as npm needs them, which shows a README without its repository.
 *
 * @param directory - of the README, in the repository
 * @param repository - owner and name, on GitHub
 */
export function absoluteLinks(markdown, directory, repository) {
  return markdown.replaceAll(RELATIVE, (_, before, target) => {
    const [file, ...anchor] = target.split('#');
    const inRepository = path.posix.normalize(path.posix.join(directory, file));
    const view = IMAGE.test(file) ? 'raw' : 'blob';
    const hash = anchor.length > 0 ? `#${anchor.join('#')}` : '';
    return `${before}https://github.com/${repository}/${view}/main/${inRepository}${hash}`;
  });
}

/** The files of the repository that absolute links point to. */
export function linkedFiles(markdown, repository) {
  const prefix = `https://github.com/${repository}/`;
  return [...markdown.matchAll(/\]\((https:[^)#\s]+)/g)]
    .map(([, url]) => url)
    .filter(url => url.startsWith(prefix))
    .map(url =>
      /^(?:blob|raw|tree)\/main\/(.*)$/.exec(url.slice(prefix.length)),
    )
    .filter(match => match !== null)
    .map(([, file]) => file);
}
