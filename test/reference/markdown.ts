import { posix } from 'node:path'
import { anchorOf } from '../../docs/.vitepress/anchor.js'
import type { Declarations, Member } from './declarations.js'

/** A page of the reference. */
export interface Page {
  readonly path: string
  readonly title: string
  readonly intro: string
  readonly sections: readonly Section[]
  /** Whether each member that can be left out must say what counts then. */
  readonly defaults?: boolean
}

/** A part of a page: one type. */
export interface Section {
  readonly title: string
  /** The name of the type, as users import it. */
  readonly type: string
  /** What stands before the names of its members, so that each heading is there once. */
  readonly prefix: string
  /** The interface that has the members, where `type` is made of one. All of them can be left out then. */
  readonly declaredAs?: string
  readonly without?: readonly string[]
}

/** Where each type is described. */
type Places = ReadonlyMap<string, { readonly page: Page; readonly title: string }>

/** The text of a page. @throws {Error} where a member has no docstring, or does not say its default. */
export function writePage(
  page: Page,
  declarations: Declarations,
  places: Places,
  more: Readonly<Record<string, string>>,
): string {
  const sections = page.sections.map((section) => {
    const { title, type, prefix, declaredAs, without = [] } = section
    const members = declarations.members(declaredAs ?? type).filter(({ name }) => !without.includes(name))
    const names = [...new Set(members.map(({ name }) => name))]
    const index = names.map((name) => `[\`${name}\`](#${anchorOf(prefix + name)})`).join(' · ')
    const described = names.map((name) => {
      const same = members.filter((member) => member.name === name)
      const texts = same.map((member) => describe(member, page, section, places))
      const link = page.defaults ? more[prefix + name] : undefined
      return [`### \`${prefix}${name}\``, ...texts, ...(link ? [`More: ${link}.`] : [])].join('\n\n')
    })
    const { text } = declarations.docs(declaredAs ?? type)
    return [`## ${title}`, `\`${type}\`. ${text}`, index, ...described].join('\n\n')
  })
  const headings = sections.flatMap((text) =>
    [...text.matchAll(/^##+ (.+)$/gm)].map(([, heading = '']) => heading),
  )
  const twice = headings.find((one, index) => headings.map(anchorOf).indexOf(anchorOf(one)) !== index)
  if (twice !== undefined) throw new Error(`${page.path}: two headings have the anchor of ${twice}`)
  const origin =
    '<!-- Made of the types and their docstrings by `npm run reference`. Change those, and not this file. -->'
  return [origin, `# ${page.title}`, page.intro, ...sections].join('\n\n') + '\n'
}

function describe(member: Member, page: Page, section: Section, places: Places): string {
  const { name, type, docs } = member
  const optional = member.optional || section.declaredAs !== undefined
  const where = `${section.type}.${name}`
  if (page.defaults && docs.text === '') throw new Error(`${where} has no docstring`)
  if (page.defaults && optional && !docs.default) throw new Error(`${where} does not say its @default`)
  const facts = page.defaults
    ? optional
      ? `default: ${docs.default}`
      : 'required'
    : optional
      ? 'may be absent'
      : undefined
  const links = linksOf(type, page, section, places)
  return [
    [`\`${type}\``, ...links, ...(facts ? [facts] : [])].join(' · '),
    docs.text,
    ...docs.params.map((text) => text.replace(/^(\S+) /, '- `$1`: ')),
    ...docs.throws.map((text) => text.replace(/^\{(\w+)\}/, 'Throws `$1`')),
    docs.see.length > 0 ? `See ${docs.see.map(linkStandards).join('; ')}.` : '',
  ]
    .filter((part) => part !== '')
    .join('\n\n')
}

/** Links to the types that a type is made of. */
function linksOf(type: string, page: Page, section: Section, places: Places): string[] {
  const names = [...new Set(type.match(/\b[A-Z]\w+/g))].filter((name) => name !== section.type)
  return names.flatMap((name) => {
    const place = places.get(name)
    if (!place) return []
    const file = place.page === page ? '' : posix.relative(posix.dirname(page.path), place.page.path)
    return [`[${name}](${file}#${anchorOf(place.title)})`]
  })
}

/** `RFC 9449 §4.3` as a link to it. */
const linkStandards = (text: string) =>
  text.replaceAll(/RFC (\d+)(?: §([\d.]*\d))?/g, (words, number: string, part?: string) => {
    const anchor = part === undefined ? '' : `#section-${part}`
    return `[${words}](https://www.rfc-editor.org/rfc/rfc${number}${anchor})`
  })
