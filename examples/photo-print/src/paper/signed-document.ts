import { createHash } from 'node:crypto'
import type { Language } from 'sample-ui'
import { texts } from 'sample-ui'
import { bytesOf, newDocument } from './document.js'

/** A file that says that it is text and is not. */
export class NotText extends Error {
  override readonly name = 'NotText'
}

/** What is signed. */
interface Document {
  readonly name: string
  readonly bytes: Buffer
}

const digestName = 'SHA-256'

/** Who signs, as the ID token says. */
export interface Signer {
  readonly name: string
  readonly email: string | undefined
  readonly issuer: string
  readonly subject: string
  /** When they proved who they are, if the issuer has said so. Seconds since 1970. */
  readonly authTime: number | undefined
}

const words = texts(
  {
    signed: 'Signed',
    by: 'Signed by',
    account: 'Account',
    email: 'E-mail',
    at: 'Signed at (UTC)',
    authenticated: 'Signed in at (UTC)',
    document: 'Document',
    size: (bytes: number) => `${bytes} bytes`,
    note: 'This sample shows how an application knows who signs: from the ID token of the sign-in. There is no certificate behind it.',
  },
  {
    signed: 'Imzolangan',
    by: 'Imzolovchi',
    account: 'Hisob',
    email: 'E-pochta',
    at: 'Imzolangan vaqt (UTC)',
    authenticated: 'Tizimga kirgan vaqt (UTC)',
    document: 'Hujjat',
    size: (bytes: number) => `${bytes} bayt`,
    note: 'Bu namuna ilova imzolovchining kimligini qayerdan bilishini koʻrsatadi: kirish paytida olingan ID tokendan. Ortida sertifikat yoʻq.',
  },
)

/** The SHA-256 of a document, by which everybody can see that it is this one that was signed. */
export const digestOf = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex')

/** @throws {NotText} */
export function textOf(bytes: Buffer): string {
  let text: string
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch (cause) {
    throw new NotText(undefined, { cause })
  }
  return text
    .replace(/\r\n?/g, '\n')
    .replace(/\t/g, '    ')
    .replace(/(?!\n)\p{Cc}/gu, '') // these have no picture
}

/** What the page of the signature says, name by name. */
export function signatureOf(
  { name, bytes }: Document,
  signer: Signer,
  at: Date,
  language: Language,
): readonly (readonly [string, string])[] {
  const say = words(language)
  const { email, authTime } = signer
  return [
    [say.by, signer.name],
    ...(email === undefined ? [] : ([[say.email, email]] as const)),
    [say.account, `${signer.subject} · ${signer.issuer}`],
    ...(authTime === undefined
      ? []
      : ([[say.authenticated, new Date(authTime * 1000).toISOString()]] as const)),
    [say.at, at.toISOString()],
    [say.document, `${name} · ${say.size(bytes.length)}`],
    [digestName, digestOf(bytes)],
  ]
}

/**
 * A PDF with the document, and a last page that says who has signed it and when.
 *
 * @throws {NotText}
 */
export async function signedDocument(
  file: Document,
  signer: Signer,
  at: Date,
  language: Language,
  producer: string,
): Promise<Buffer> {
  const text = textOf(file.bytes)
  const pdf = newDocument(file.name, producer)
  pdf.addPage().font('bold').fontSize(16).text(file.name)
  pdf.moveDown().font('text').fontSize(10.5).text(text, { lineGap: 2 })

  const say = words(language)
  pdf.addPage().font('bold').fontSize(16).text(say.signed)
  for (const [name, value] of signatureOf(file, signer, at, language)) {
    pdf.moveDown(0.75).font('text').fontSize(9).fillColor('#566170').text(name)
    pdf.font(name === digestName ? 'mono' : 'text').fontSize(name === digestName ? 10 : 12)
    pdf.fillColor('black').text(value)
  }
  pdf.moveDown(2).font('text').fontSize(9).fillColor('#566170').text(say.note)
  return bytesOf(pdf)
}
