/**
 * The fields of a request as Node's HTTP server has them: names and values in turn, as they came. A field is looked for
 * when it is asked for; most requests are asked for one.
 */
export class RawFields {
  readonly #raw: readonly string[]

  constructor(raw: readonly string[]) {
    this.#raw = raw
  }

  /** The values of a field, one for each of its lines. @param name in lower case */
  lines(name: string): readonly string[] {
    const raw = this.#raw
    const values: string[] = []
    for (let at = 0; at + 1 < raw.length; at += 2) {
      const other = raw[at] ?? ''
      if (other.length === name.length && (other === name || other.toLowerCase() === name)) {
        values.push(raw[at + 1] ?? '')
      }
    }
    return values
  }
}
