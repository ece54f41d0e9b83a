import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import PDFDocument from 'pdfkit'

/** The fonts that every PDF reader has know Latin letters alone; names of files come in all scripts. */
const fonts = join(dirname(createRequire(import.meta.url).resolve('dejavu-fonts-ttf/package.json')), 'ttf')

/** An empty document on A4, with fonts that know many scripts. Pages are added by who fills it. */
export function newDocument(title: string, producer: string): PDFKit.PDFDocument {
  const document = new PDFDocument({
    size: 'A4',
    margin: 56,
    autoFirstPage: false,
    info: { Title: title, Producer: producer, Creator: producer },
  })
  document.registerFont('text', join(fonts, 'DejaVuSans.ttf'))
  document.registerFont('bold', join(fonts, 'DejaVuSans-Bold.ttf'))
  document.registerFont('mono', join(fonts, 'DejaVuSansMono.ttf'))
  return document.font('text')
}

/** Ends the document. */
export async function bytesOf(document: PDFKit.PDFDocument): Promise<Buffer> {
  const chunks: Buffer[] = []
  document.end()
  for await (const chunk of document as AsyncIterable<Buffer>) chunks.push(chunk)
  return Buffer.concat(chunks)
}
