import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import ts from 'typescript'

/** A member of a public type, as its source has it. */
export interface Member {
  readonly name: string
  /** Its type, in TypeScript. */
  readonly type: string
  readonly optional: boolean
  readonly docs: Docs
}

/** What a docstring says. */
export interface Docs {
  /** Its text, in Markdown. */
  readonly text: string
  /** What `@default` says, in Markdown. */
  readonly default: string | undefined
  /** What each `@param` says, with the name of the parameter before it. */
  readonly params: readonly string[]
  /** What each `@throws` says, the class of the error in braces. */
  readonly throws: readonly string[]
  /** What each `@see` names. */
  readonly see: readonly string[]
}

type Declaration = ts.InterfaceDeclaration | ts.TypeAliasDeclaration

/**
 * The interfaces and types that packages declare, by their names. The sources are read and not checked: what a type says is what
 * stands there, and takes no time.
 */
export class Declarations {
  readonly #byName = new Map<string, Declaration>()

  /** @param folders of sources, all files below them */
  constructor(folders: readonly string[]) {
    for (const folder of folders) {
      for (const file of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
        if (!file.endsWith('.ts')) continue
        const path = join(folder, file)
        const source = ts.createSourceFile(path, readFileSync(path, 'utf8'), ts.ScriptTarget.Latest, true)
        for (const statement of source.statements) {
          if (ts.isInterfaceDeclaration(statement) || ts.isTypeAliasDeclaration(statement)) {
            this.#byName.set(statement.name.text, statement)
          }
        }
      }
    }
  }

  /** What the docstring of a type says. */
  docs(name: string): Docs {
    return docsOf(this.#find(name))
  }

  /** The members of an interface, those of the interfaces that it extends behind them. */
  members(name: string): Member[] {
    const declaration = this.#find(name)
    if (!ts.isInterfaceDeclaration(declaration)) throw new Error(`${name} is no interface`)
    const parameters = new Map(
      declaration.typeParameters?.map((one) => [one.name.text, one.constraint?.getText()]) ?? [],
    )
    const own = declaration.members.map((member) => {
      const { type, ...rest } = this.#member(member)
      return { ...rest, type: parameters.get(type) ?? type } // `boolean` for a parameter that extends it
    })
    const inherited = (declaration.heritageClauses ?? [])
      .flatMap(({ types }) => types)
      .map(({ expression }) => this.#byName.get(expression.getText()))
      .filter((parent) => parent !== undefined && ts.isInterfaceDeclaration(parent))
      .flatMap((parent) => this.members(parent.name.text))
    const names = new Set(own.map((member) => member.name))
    return [...own, ...inherited.filter((member) => !names.has(member.name))]
  }

  #find(name: string): Declaration {
    const declaration = this.#byName.get(name)
    if (!declaration) throw new Error(`there is no type ${name}`)
    return declaration
  }

  #member(member: ts.TypeElement): Member {
    const name = member.name?.getText().replaceAll("'", '') ?? ''
    const optional = member.questionToken !== undefined
    return { name, type: this.#typeOf(member), optional, docs: docsOf(member) }
  }

  #typeOf(member: ts.TypeElement): string {
    if (ts.isMethodSignature(member)) {
      const parameters = member.parameters.filter((parameter) => parameter.name.getText() !== 'this')
      return oneLine(
        `(${parameters.map((one) => one.getText()).join(', ')}) => ${member.type?.getText() ?? 'void'}`,
      )
    }
    if (!ts.isPropertySignature(member) || !member.type) throw new Error(`${member.getText()} has no type`)
    return this.#spelledOut(oneLine(member.type.getText()))
  }

  /** The type with `'off' | 'allowed'` in the place of the name of these, and a function in the place of its name. */
  #spelledOut(type: string): string {
    return type.replaceAll(/\b[A-Z]\w+\b(\[\])?(?!<)/g, (words, list?: string) => {
      const named = this.#byName.get(words.replace('[]', ''))
      if (!named || !ts.isTypeAliasDeclaration(named)) return words
      const alternatives = ts.isUnionTypeNode(named.type) ? named.type.types : [named.type]
      const values = alternatives.every((one) => ts.isLiteralTypeNode(one))
      if (!values && !(ts.isFunctionTypeNode(named.type) && words === type)) return words
      const text = oneLine(named.type.getText())
      return list === undefined ? text : `(${text})[]`
    })
  }
}

const oneLine = (text: string) => text.replaceAll(/\s+/g, ' ').replace(/^\| /, '').trim()

/** The docstring before a node. Its tags are read from the text: TypeScript takes the first word of a `@see` for a name. */
function docsOf(node: ts.Node): Docs {
  const comment = ts
    .getJSDocCommentsAndTags(node)
    .findLast((one): one is ts.JSDoc => ts.isJSDoc(one))
    ?.getText()
  const lines = (comment ?? '')
    .replace(/^\/\*\*/, '')
    .replace(/\*\/$/, '')
    .split('\n')
    .map((line) => line.replace(/^\s*\* ?/, '').trimEnd())
  const [text = '', ...tags] = lines
    .join('\n')
    .split(/(?:^|\s)(?=@(?:default|see|throws|param|example|returns)\b)/)
  const valuesOf = (tag: string) =>
    tags
      .filter((one) => one.startsWith(`@${tag} `))
      .map((one) =>
        one
          .slice(tag.length + 2)
          .replaceAll(/\s+/g, ' ')
          .trim(),
      )
  const [usual] = valuesOf('default')
  const [params, throws, see] = [valuesOf('param'), valuesOf('throws'), valuesOf('see')]
  return { text: paragraphs(text), default: usual, params, throws, see }
}

/** The text with one line for each paragraph: the lines of a docstring end where the source is full. */
const paragraphs = (text: string) =>
  text
    .trim()
    .split(/\n\s*\n/)
    .map((paragraph) => paragraph.replaceAll(/\s*\n\s*/g, ' ').trim())
    .join('\n\n')
