import express, { type Request, type RequestHandler } from 'express'
import { readItem, type ItemName } from '../api/item.js'
import { drivePath } from '../drive-path.js'

/** How many items a form may name. */
const mostItems = 100

/** Parses what forms send, within bounds. */
export const formBody: RequestHandler = express.text({
  type: 'application/x-www-form-urlencoded',
  limit: '64kb',
})

/** A form that does not come from a page of ours, or that somebody has changed. */
export class FaultyForm extends Error {
  override name = 'FaultyForm'
}

/** The fields of a form, or the parameters of an address. */
export class Fields {
  readonly #fields: URLSearchParams

  constructor(fields: URLSearchParams) {
    this.#fields = fields
  }

  /** What was posted; {@link formBody} stands before the route. */
  static posted(req: Request): Fields {
    const body: unknown = req.body
    return new Fields(new URLSearchParams(typeof body === 'string' ? body : ''))
  }

  static ofAddress(req: Request): Fields {
    const { originalUrl } = req
    const start = originalUrl.indexOf('?')
    return new Fields(new URLSearchParams(start < 0 ? '' : originalUrl.slice(start)))
  }

  text(name: string): string | undefined {
    return this.#fields.get(name) ?? undefined
  }

  /** A cursor of a list, as long as one may be. */
  cursor(name: string): string | undefined {
    const text = this.text(name)
    return text === undefined || text === '' || text.length > 8192 ? undefined : text
  }

  get back(): string {
    return drivePath(this.#fields.get('back'))
  }

  /** @throws {FaultyForm} as {@link items} */
  get item(): ItemName {
    return this.items[0]
  }

  /** @throws {FaultyForm} when there is none, when there are too many, and for what is no name of an item */
  get items(): readonly [ItemName, ...ItemName[]] {
    const names = [...new Set(this.#fields.getAll('item'))]
    if (names.length > mostItems) throw new FaultyForm('too many items')
    const [first, ...others] = names.map((name) => readItem(name) ?? missing())
    return [first ?? missing(), ...others]
  }

  /**
   * A folder: its id, or null for the top.
   *
   * @throws {FaultyForm} for what is neither
   */
  folder(name: string): string | null | undefined {
    const text = this.text(name)
    if (text === undefined) return undefined
    if (text === 'root') return null
    return readItem(`folder:${text}`)?.id ?? missing()
  }
}

function missing(): never {
  throw new FaultyForm('a field is missing, or holds something else')
}
