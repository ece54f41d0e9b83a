import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { placeOf } from './pages.js'

const root = resolve(import.meta.dirname, '../..')

/** A part of the sidebar: documents in the order in which they stand there. */
interface Part {
  readonly text: string
  readonly documents: readonly string[]
}

const inGuide = (...names: string[]) => names.map((name) => `docs/guide/${name}.md`)

/** All documents of a folder, those that are named first; the others follow by name. */
function inFolder(folder: string, ...first: string[]): string[] {
  const names = readdirSync(join(root, folder)).filter((name) => name.endsWith('.md'))
  const place = (name: string) => (first.indexOf(name.slice(0, -3)) + 1 || first.length + 1) - 1
  return names
    .toSorted((a, b) => place(a) - place(b) || a.localeCompare(b))
    .map((name) => `${folder}/${name}`)
}

/** The READMEs of a folder of packages, in a given order, and those that it does not name behind. */
function readmesIn(folder: string, ...first: string[]): string[] {
  const names = readdirSync(join(root, folder), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
  const place = (name: string) => (first.indexOf(name) + 1 || first.length + 1) - 1
  return names
    .toSorted((a, b) => place(a) - place(b) || a.localeCompare(b))
    .map((name) => `${folder}/${name}/README.md`)
    .filter((path) => existsSync(join(root, path)))
}

/** The documents of the site. A page of the guide is named here; whatever lies in another folder comes by itself. */
export const parts: readonly Part[] = [
  {
    text: 'Start',
    documents: inFolder('docs/start', 'README', 'express', 'koa', 'fastify', 'hono', 'fetch', 'nestjs'),
  },
  {
    text: 'Guide',
    documents: ['docs/guide.md', 'docs/concepts.md', ...inGuide('protect-a-route', 'who-calls', 'testing')],
  },
  {
    text: 'What a route requires',
    documents: inGuide(
      'scopes',
      'authorization-details',
      'step-up-authentication',
      'roles-and-claims',
      'route-requirements',
    ),
  },
  {
    text: 'Issuers and tokens',
    documents: [
      ...inGuide('issuers', 'tenants'),
      'docs/providers.md',
      ...inGuide(
        'keys-and-outages',
        'opaque-tokens',
        'repeated-tokens',
        'revocation',
        'backchannel-logout',
        'fleets',
      ),
    ],
  },
  {
    text: 'Requests and clients',
    documents: inGuide(
      'optional-authentication',
      'cors',
      'tokens-outside-the-header',
      'refusals',
      'resource-metadata',
      'proxies',
    ),
  },
  { text: 'Tokens that are bound', documents: inGuide('dpop', 'mtls', 'profiles') },
  { text: 'Watch it', documents: inGuide('events', 'opentelemetry', 'why-refused', 'before-you-go-live') },
  {
    text: 'Recipes',
    documents: existsSync(join(root, 'docs/recipes')) ? inFolder('docs/recipes', 'README') : [],
  },
  {
    text: 'Reference',
    documents: [...inFolder('docs/reference', 'README', 'options'), 'docs/errors.md', 'docs/conformance.md'],
  },
  {
    text: 'Packages',
    documents: readmesIn('packages', 'express', 'koa', 'fastify', 'hono', 'fetch', 'nestjs', 'redis', 'core'),
  },
  {
    text: 'Learn',
    documents: ['docs/en/oauth.md', 'docs/learn.md', ...readmesIn('examples')],
  },
  {
    text: 'Project',
    documents: [
      'README.md',
      ...['docs/comparison.md', 'docs/migrating.md', 'docs/benchmarks.md'].filter((path) =>
        existsSync(join(root, path)),
      ),
      'benchmarks/README.md',
      'SECURITY.md',
      'CONTRIBUTING.md',
    ],
  },
]

/** How documents are called here whose heading says something else. */
const titles: Readonly<Record<string, string>> = {
  'docs/guide.md': 'Overview',
  'docs/start/README.md': 'Choose a framework',
  'docs/recipes/README.md': 'Overview',
  'docs/reference/README.md': 'Overview',
  'README.md': 'README',
  'benchmarks/README.md': 'Run the benchmarks',
}

const headingOf = (document: string) =>
  /^# (.+)$/m
    .exec(readFileSync(join(root, document), 'utf8'))?.[1]
    ?.replace(/^Start with /, '')
    .replaceAll('`', '') ?? document

/** The sidebar as VitePress takes it. */
export const sidebar = () =>
  parts
    .filter(({ documents }) => documents.length > 0)
    .map(({ text, documents }) => ({
      text,
      collapsed: true, // but for the part of the page that is shown, which VitePress opens
      items: documents.map((document) => ({
        text: titles[document] ?? headingOf(document),
        link: `/${placeOf(document).replace(/(index)?\.md$/, '')}`,
      })),
    }))
