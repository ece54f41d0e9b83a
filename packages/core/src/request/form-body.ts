import { TokenFault } from '../faults/index.js'

/**
 * A form (`application/x-www-form-urlencoded`): its text as it was sent, or the object that a body parser has made of it,
 * from names to values, a list where a name is repeated.
 */
export type FormBody = string | Readonly<Record<string, unknown>>

/** The largest form that is read, in bytes. What a body parser has read before has the bounds of that parser. */
const maxFormBytes = 65_536

/** What the application can do about a form that is not read here, be it for a resource server or for a receiver of logouts. */
const mend = 'let a body parser read such forms first if they are to be accepted'

/** @throws {TokenFault} `credentials_malformed`, when the fields already say that the form is not for reading here */
export function checkFormFields(length: string | null | undefined, coding: string | null | undefined): void {
  if (Number(length ?? 0) > maxFormBytes) throw formTooLarge()
  if (coding !== undefined && coding !== null && !/^(identity)?$/i.test(coding.trim())) {
    throw new TokenFault('credentials_malformed', `the form body is compressed; ${mend}`)
  }
}

/** The refusal of a form whose token nobody has looked for. */
export const formTooLarge = (): TokenFault =>
  new TokenFault('credentials_malformed', `the form body has more than ${maxFormBytes} bytes; ${mend}`)

/** The refusal of a form that did not come whole. */
export const formIncomplete = (cause?: unknown): TokenFault =>
  new TokenFault('credentials_malformed', 'the form body ended before it was whole', { cause })

/** Puts the parts of a form together, within bounds. */
export class FormText {
  readonly #parts: Uint8Array[] = []
  #bytes = 0

  /** Whether the form is still within bounds; otherwise nothing of it is kept. */
  add(part: Uint8Array): boolean {
    this.#bytes += part.byteLength
    if (this.#bytes > maxFormBytes) this.#parts.length = 0
    else this.#parts.push(part)
    return this.#bytes <= maxFormBytes
  }

  /** What is no UTF-8 comes out as a character that is not ASCII either. */
  get text(): string {
    const decoder = new TextDecoder('utf-8', { ignoreBOM: true })
    const texts = this.#parts.map((part) => decoder.decode(part, { stream: true }))
    return texts.join('') + decoder.decode()
  }
}
