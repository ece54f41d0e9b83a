import { existsSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { isPage, placeOf, siteLink } from '../../docs/.vitepress/pages.js'
import { parts } from '../../docs/.vitepress/sidebar.js'
import { anchors, linkTargets } from './markdown.js'
import { documents, read, root } from './repository.js'

describe.each(documents)('%s', (path) => {
  test('links lead somewhere', () => {
    expect(linkTargets(read(path)).filter((target) => isBroken(path, target))).toEqual([])
  })
})

function isBroken(from: string, target: string): boolean {
  if (/^[a-z]+:/.test(target)) return false
  const [file = '', anchor] = target.split('#')
  const path = file === '' ? from : join(dirname(from), decodeURIComponent(file))
  if (!existsSync(join(root, path))) return true
  if (anchor === undefined || statSync(join(root, path)).isDirectory()) return anchor !== undefined
  const line = /^L(\d+)$/.exec(anchor)?.[1]
  if (line !== undefined && !path.endsWith('.md')) return read(path).split('\n').length < Number(line)
  return !anchors(read(path)).has(decodeURIComponent(anchor))
}

describe.each(['docs/en/oauth.md', 'docs/uz/oauth.md'])('%s', (path) => {
  const quotes = [...read(path).matchAll(/\[(`+)(.+?)\1\]\(([^)#]+)#L(\d+)\)/g)]

  test('quotes code', () => expect(quotes.length).toBeGreaterThan(15))

  test.each(quotes.map(([, , code = '', file = '', line = '']) => ({ code, file, line })))(
    '$code stands on line $line of $file',
    ({ code, file, line }) => {
      const lines = read(join(dirname(path), file)).split('\n')
      const at = lines.flatMap((text, index) => (text.includes(code) ? [String(index + 1)] : []))
      expect(at).toContain(line)
    },
  )
})

describe('the site', () => {
  const pages = documents.filter(isPage)

  test('has each of its pages in the sidebar, except the first ones and what is in Uzbek', () => {
    const listed = parts.flatMap((part) => part.documents)
    const others = pages.filter((path) => path !== 'docs/index.md' && !path.startsWith('docs/uz/'))
    expect(listed.toSorted()).toEqual(others.toSorted())
  })

  test('has a place of its own for each page', () => {
    expect(new Set(pages.map(placeOf)).size).toBe(pages.length)
  })

  test.each([
    ['docs/guide/scopes.md', '../errors.md#codes', '/errors.md#codes'],
    ['docs/guide/scopes.md', 'dpop.md', '/guide/dpop.md'],
    ['docs/guide/scopes.md', '../../packages/koa/README.md', '/package/koa.md'],
    ['docs/errors.md', 'guide.md', '/guide/index.md'],
    ['docs/errors.md', 'start/README.md', '/start/index.md'],
    ['docs/errors.md', 'reference/README.md', '/reference/index.md'],
    ['packages/koa/README.md', '../../SECURITY.md', '/project/security.md'],
    ['SECURITY.md', 'docs/README.md', '/'],
    ['SECURITY.md', '#below', '#below'],
    ['SECURITY.md', 'https://example.com/', 'https://example.com/'],
    ['SECURITY.md', 'packages/core/src', undefined],
  ])('a link in %s to %s leads to %s', (document, link, place) => {
    expect(siteLink(document, link, (path) => existsSync(join(root, path)))).toBe(place)
  })

  test('has no link that leads nowhere', () => {
    expect(() => siteLink('SECURITY.md', 'gone.md', () => false)).toThrow(
      'SECURITY.md: gone.md leads nowhere',
    )
  })
})
