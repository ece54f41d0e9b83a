import { cardPage, type Content, type Language, type PartLink } from 'sample-ui'

/** A whole document, ready to be sent. */
export type Page = string

/** What a page knows of the request that it answers. */
export interface Frame {
  readonly language: Language
  /** Where the language switch comes back to: a path, and no token in it. */
  readonly path: string
  /** The other parts of the sample. */
  readonly parts: readonly PartLink[]
  readonly observer?: string | undefined
}

/** The frame that all pages share: one card in the middle, in the colour of this part. */
export function page(frame: Frame, title: string, content: Content): Page {
  return cardPage(
    {
      ...frame,
      part: 'authorization-server',
      partName: 'Authorization server',
      title,
      styles: ['/style.css'],
    },
    content,
  )
}
