import { anchorOf } from '../../docs/.vitepress/anchor.js'

/** A fenced block of code in a document. */
export interface CodeBlock {
  readonly language: string
  readonly code: string
  /** The line on which the code begins, from 1. */
  readonly line: number
}

const fence = /^( *)```(\w*)\n(.*?)^\1```$/gms

export function codeBlocks(markdown: string): CodeBlock[] {
  return [...markdown.matchAll(fence)].map(({ 2: language = '', 3: code = '', index }) => ({
    language,
    code,
    line: markdown.slice(0, index).split('\n').length + 1,
  }))
}

/** The document without code blocks: what stands there is neither a link nor a heading. */
const prose = (markdown: string): string => markdown.replaceAll(fence, '')

/** Where the links of a document lead: inline ones and definitions. */
export function linkTargets(markdown: string): string[] {
  const text = prose(markdown).replaceAll(/`[^`\n]*`/g, '')
  return [...text.matchAll(/\]\(([^()\s]+)\)|^\[[^\]]+\]:\s+(\S+)/gm)].map(
    ([, inline, definition]) => inline ?? definition ?? '',
  )
}

/** The anchors that GitHub gives to the headings of a document. */
export function anchors(markdown: string): Set<string> {
  const names = new Set<string>()
  for (const [, heading = ''] of prose(markdown).matchAll(/^#{1,6} (.+)$/gm)) {
    const name = anchorOf(heading.replaceAll(/\[([^\]]*)\]\([^)]*\)/g, '$1'))
    let unique = name
    for (let count = 1; names.has(unique); count++) unique = `${name}-${count}`
    names.add(unique)
  }
  return names
}
