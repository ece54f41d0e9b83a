import { bytesOf, newDocument } from './document.js'
import { NotPrintable, pictureOf } from './picture.js'

export interface Photo {
  readonly name: string
  readonly bytes: Buffer
}

/** What came out. */
export interface PhotoSheets {
  readonly pdf: Buffer
  /** How many pages there are. */
  readonly printed: number
}

const captionHeight = 40

/**
 * A PDF with a photo on each page, as large as it fits, and its name below. What cannot be printed is left out.
 *
 * @throws {NotPrintable} when nothing is left
 */
export async function photoSheets(
  photos: readonly Photo[],
  title: string,
  producer: string,
): Promise<PhotoSheets> {
  const document = newDocument(title, producer)
  let printed = 0
  for (const { name, bytes } of photos) {
    const picture = await pictureOf(bytes).catch(orNothing)
    if (picture !== undefined && addPhoto(document, picture, name)) printed++
  }
  if (printed === 0) throw new NotPrintable()
  return { pdf: await bytesOf(document), printed }
}

function addPhoto(document: PDFKit.PDFDocument, picture: Buffer, name: string): boolean {
  let image: PDFKit.Mixins.ImageSrc
  try {
    // Typed as if it were private; it reads the picture before there is a page for it.
    image = (document as unknown as { openImage(source: Buffer): PDFKit.Mixins.ImageSrc }).openImage(picture)
  } catch {
    return false // the beginning of a JPEG and nothing more
  }
  document.addPage()
  const { left, top, right, bottom } = document.page.margins
  const width = document.page.width - left - right
  const height = document.page.height - top - bottom - captionHeight
  document.image(image, left, top, { fit: [width, height], align: 'center', valign: 'center' })
  document.fontSize(11).text(name, left, top + height + 14, {
    width,
    height: 16,
    align: 'center',
    ellipsis: true,
    lineBreak: false,
  })
  return true
}

function orNothing(error: unknown): undefined {
  if (!(error instanceof NotPrintable)) throw error
}
