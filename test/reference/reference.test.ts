import { readdirSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { publicNames } from '../../packages/core/test/support/public-names.js'
import { referencePages, root } from './pages.js'

const pages = new Map(referencePages().map(({ path, text }) => [path, text]))

test.each([...pages.keys()])('%s is what `npm run reference` writes', (path) => {
  expect(readFileSync(join(root, path), 'utf8')).toBe(pages.get(path))
})

const overview = 'docs/reference/README.md'

test('nothing else is in the folder but an overview, which leads to each page', () => {
  const files = readdirSync(join(root, 'docs/reference')).map((name) => `docs/reference/${name}`)
  expect(files.toSorted()).toEqual([overview, ...pages.keys()].toSorted())
  const text = readFileSync(join(root, overview), 'utf8')
  expect([...pages.keys()].filter((path) => !text.includes(`](${basename(path)})`))).toEqual([])
})

const optionPrefixes = {
  options: '',
  'options of an issuer': 'issuer.',
  'members of a dialect': 'dialect.',
  'options of introspection': 'introspection.',
  'options of metadata': 'metadata.',
  'options of key sets': 'keySets.',
  'options of proofs': 'dpop.',
  'options of nonces': 'dpop.nonces.',
  'options of certificates': 'mtls.',
  'options of a certificate field': 'mtls.certificateFrom.',
}

/** The members that have a heading of their own with this before their names. */
function described(path: string, prefix: string): string[] {
  const headings = [...(pages.get(path) ?? '').matchAll(/^### `(.+)`$/gm)].map(([, heading = '']) => heading)
  const names = headings
    .filter((heading) => heading.startsWith(prefix))
    .map((one) => one.slice(prefix.length))
  return names.filter((name) => !name.includes('.'))
}

test.each(Object.entries(optionPrefixes))('the options have a heading for each of the %s', (what, prefix) => {
  const names = publicNames[what as keyof typeof optionPrefixes]
  expect(described('docs/reference/options.md', prefix).toSorted()).toEqual(names.toSorted())
})

test.each([
  ['members of a token', 'docs/reference/token.md', ''],
  ['members of a required detail', 'docs/reference/requirements.md', 'authorizationDetails.'],
  ['members of a resource server', 'docs/reference/resource-server.md', 'server.'],
] as const)('the %s have headings in %s', (what, path, prefix) => {
  expect(described(path, prefix).toSorted()).toEqual(publicNames[what].toSorted())
})

test('each event has a chapter', () => {
  const chapters = [...(pages.get('docs/reference/events.md') ?? '').matchAll(/^## (\w+)$/gm)]
  expect(chapters.map(([, type]) => type).toSorted()).toEqual(publicNames.events.toSorted())
})
