import type { Language, PartLink } from 'sample-ui'
import type { Notice } from './notice.js'

/** Who is signed in, by the ID token. */
export interface Person {
  readonly name: string
  readonly email: string | undefined
}

/** What every page is made with. */
export interface View {
  readonly language: Language
  /** The path and query of the page. */
  readonly path: string
  /** Nothing when nobody is signed in. */
  readonly person: Person | undefined
  /** The other parts of the sample. */
  readonly parts: readonly PartLink[]
  /** The address of the observer, where there is one. */
  readonly observer: string | undefined
  /** What the form that led here has done. */
  readonly notice: Notice | undefined
}
