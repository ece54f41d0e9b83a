import type { Owner } from './owner.js'

/** How much there is room for, so that nobody can fill the memory. */
export interface NotesLimits {
  readonly owners: number
  readonly notesOfOwner: number
}

/** The notes of everybody, in memory: they are gone when the program ends. */
export class Notes {
  readonly #byOwner = new Map<string, readonly string[]>()
  readonly #limits: NotesLimits

  constructor(limits: NotesLimits = { owners: 200, notesOfOwner: 100 }) {
    this.#limits = limits
  }

  /** In the order in which they were added. */
  list(owner: Owner): readonly string[] {
    return this.#byOwner.get(keyOf(owner)) ?? []
  }

  /** Says `full` where there is no room, and adds nothing then. */
  add(owner: Owner, note: string): 'added' | 'full' {
    const key = keyOf(owner)
    const notes = this.#byOwner.get(key) ?? []
    const { owners, notesOfOwner } = this.#limits
    if (notes.length >= notesOfOwner) return 'full'
    if (notes.length === 0 && this.#byOwner.size >= owners) return 'full'
    this.#byOwner.set(key, [...notes, note])
    return 'added'
  }

  /** Removes the notes that contain a text, and returns them. */
  remove(owner: Owner, text: string): readonly string[] {
    const key = keyOf(owner)
    const notes = this.#byOwner.get(key) ?? []
    const rest = notes.filter((note) => !note.includes(text))
    if (rest.length > 0) this.#byOwner.set(key, rest)
    else this.#byOwner.delete(key)
    return notes.filter((note) => note.includes(text))
  }
}

const keyOf = ({ issuer, subject }: Owner): string => JSON.stringify([issuer, subject])
