import { existsSync } from 'node:fs'
import { join, relative, sep } from 'node:path'
import { siteLink } from './pages.js'

/** What is needed of markdown-it, which VitePress has inside. */
interface Token {
  type: string
  content: string
  readonly children: Token[] | null
  attrGet(name: string): string | null
  attrSet(name: string, value: string): void
}
interface Markdown {
  readonly core: {
    readonly ruler: { push(name: string, rule: (state: { tokens: Token[]; env: Environment }) => void): void }
  }
}
interface Environment {
  /** Absent where something else than a page is read, such as the text of a title. */
  readonly path?: string
  /** The file itself, where `path` is that of the page. */
  readonly realPath?: string
}

/**
 * Makes links between pages of links between documents, as they stand in the repository. A link to what is no page, such as a
 * source file, loses its link and keeps its text.
 */
export function linkPages(markdown: Markdown, root: string): void {
  const exists = (path: string) => existsSync(join(root, path))
  markdown.core.ruler.push('link-pages', ({ tokens, env }) => {
    const file = env.realPath ?? env.path
    if (file === undefined) return
    const document = relative(root, file).replaceAll(sep, '/')
    for (const { children } of tokens) {
      let unlinked = false
      for (const token of children ?? []) {
        const href = token.type === 'link_open' ? token.attrGet('href') : null
        if (href !== null) {
          const link = siteLink(document, href, exists)
          unlinked = link === undefined
          if (link === undefined) Object.assign(token, { type: 'text', content: '' })
          else token.attrSet('href', link)
        } else if (token.type === 'link_close' && unlinked) {
          unlinked = false
          Object.assign(token, { type: 'text', content: '' })
        }
      }
    }
  })
}
