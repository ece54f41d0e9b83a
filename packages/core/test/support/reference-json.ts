/**
 * A JSON parser in the plainest possible way, one function for each rule of RFC 8259, to hold another one against. It
 * notes whether any object names a member twice. It recurses, so it is for small texts.
 *
 * @throws {SyntaxError}
 */
export function parseReferenceJson(text: string): { value: unknown; repeated: boolean } {
  const reader = new Reader(text)
  const value = reader.value()
  reader.space()
  if (!reader.atEnd()) throw new SyntaxError('something follows the value')
  return { value, repeated: reader.repeated }
}

class Reader {
  repeated = false
  #at = 0
  readonly #text: string

  constructor(text: string) {
    this.#text = text
  }

  atEnd(): boolean {
    return this.#at === this.#text.length
  }

  space(): void {
    this.#match(/[ \t\n\r]*/y)
  }

  value(): unknown {
    this.space()
    switch (this.#text[this.#at]) {
      case '{':
        return this.#object()
      case '[':
        return this.#array()
      case '"':
        return this.#string()
      default:
        return this.#literal()
    }
  }

  #object(): unknown {
    const members = new Map<string, unknown>()
    this.#list('{', '}', () => {
      this.space()
      const name = this.#string()
      this.space()
      this.#expect(':')
      if (members.has(name)) this.repeated = true
      members.set(name, this.value())
    })
    return Object.fromEntries(members)
  }

  #array(): unknown[] {
    const items: unknown[] = []
    this.#list('[', ']', () => {
      items.push(this.value())
    })
    return items
  }

  #list(open: string, close: string, item: () => void): void {
    this.#expect(open)
    this.space()
    if (this.#text[this.#at] !== close) {
      item()
      this.space()
      while (this.#text[this.#at] === ',') {
        this.#expect(',')
        item()
        this.space()
      }
    }
    this.#expect(close)
  }

  #string(): string {
    this.#expect('"')
    let content = ''
    while (this.#text[this.#at] !== '"') content += this.#character()
    this.#expect('"')
    return content
  }

  #character(): string {
    if (this.#text[this.#at] !== '\\') return this.#plain()
    const escape = this.#match(/\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/y)
    const simple: Record<string, string> = { b: '\b', f: '\f', n: '\n', r: '\r', t: '\t' }
    if (escape[1] === 'u') return String.fromCharCode(parseInt(escape.slice(2), 16))
    return simple[escape[1]!] ?? escape[1]!
  }

  #plain(): string {
    const character = this.#text.charAt(this.#at)
    if (character < ' ') throw new SyntaxError('a string ends, or holds a control character')
    this.#at++
    return character
  }

  #literal(): unknown {
    const text = this.#match(/true|false|null|-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?/y)
    const words = new Map<string, unknown>([
      ['true', true],
      ['false', false],
      ['null', null],
    ])
    return words.has(text) ? words.get(text) : Number(text)
  }

  #expect(character: string): void {
    if (this.#text[this.#at] !== character) throw new SyntaxError(`expected ${character}`)
    this.#at++
  }

  #match(pattern: RegExp): string {
    pattern.lastIndex = this.#at
    const found = pattern.exec(this.#text)
    if (!found) throw new SyntaxError(`nothing fits at ${this.#at}`)
    this.#at = pattern.lastIndex
    return found[0]
  }
}
