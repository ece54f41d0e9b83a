import { posix } from 'node:path'

/** Which documents are pages of the site. `docs/README.md` is none: the sidebar leads through the same documents. */
const pages =
  /^(?:(?:README|SECURITY|CONTRIBUTING)\.md|(?:benchmarks|(?:packages|examples)\/[^/]+)\/README\.md|docs\/(?!README\.md).+\.md)$/

export const isPage = (document: string): boolean => pages.test(document)

/** All other documents as patterns, which VitePress wants. */
export const noPages = [
  '{test,packed,coverage}/**',
  'docs/README.md',
  '{packages,examples}/*/!(README).md',
  '{packages,examples}/*/*/**',
  'benchmarks/!(README).md',
  'benchmarks/*/**',
]

/** Documents whose place on the site does not follow from their folder. */
const places: Readonly<Record<string, string>> = {
  'docs/guide.md': 'guide/index.md',
  'README.md': 'project/readme.md',
  'SECURITY.md': 'project/security.md',
  'CONTRIBUTING.md': 'project/contributing.md',
  'benchmarks/README.md': 'project/benchmarks.md',
}

/** Where a document of the repository is on the site, such as `package/koa.md` for `packages/koa/README.md`. */
export const placeOf = (document: string): string =>
  places[document] ??
  document
    .replace(/^docs\//, '')
    .replace(/^(start|recipes|reference)\/README\.md$/, '$1/index.md')
    .replace(/^examples\/([^/]+)\/README\.md$/, 'examples/$1.md')
    // Not below `packages`: the development server takes the address of a package's folder for its module.
    .replace(/^packages\/([^/]+)\/README\.md$/, 'package/$1.md')

/**
 * Where a relative link of a document leads on the site: to a page, or nowhere when what it leads to is no page, such as a source
 * file. External links and those inside of a page stay as they are.
 *
 * @throws {Error} when the link leads to nothing in the repository
 */
export function siteLink(
  document: string,
  link: string,
  exists: (path: string) => boolean,
): string | undefined {
  if (/^([a-z]+:|#|\/)/i.test(link)) return link
  const [path = '', anchor] = link.split('#')
  const target = posix.join(posix.dirname(document), decodeURIComponent(path))
  // What the site has in its place leads through all documents.
  if (target === 'docs/README.md') return '/'
  if (!exists(target)) throw new Error(`${document}: ${link} leads nowhere`)
  if (!isPage(target)) return undefined
  return `/${placeOf(target)}${anchor === undefined ? '' : `#${anchor}`}`
}
