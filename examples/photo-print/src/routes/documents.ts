import { Router } from 'express'
import { languageOf } from 'sample-ui'
import type { SignedIn } from 'sign-in'
import { Drive, TooLarge } from '../drive/drive.js'
import { isText } from '../drive/drive-file.js'
import { listOf } from '../drive/listing.js'
import { documentsPage, signPage } from '../pages/documents.js'
import { digestOf, NotText, signedDocument, textOf } from '../paper/signed-document.js'
import { nameOf, sendPage, type Site } from '../site.js'
import { sendPdf } from './pdf.js'
import { idOf, listingQuery } from './query.js'
import { withPerson } from './with-person.js'

/** Some hundred pages. */
const maximumBytes = 200 * 1024

export function documentRoutes(site: Site): Router {
  const { environment, work } = site
  const { driveUrl, application } = environment
  const router = Router()

  router.get(
    '/documents',
    withPerson(site, async (req, res, person) => {
      const { q, cursor } = listingQuery(req)
      const drive = new Drive(driveUrl, person)
      const { files, next } = await listOf(drive, isText, { cursor, query: q === '' ? undefined : q })
      await sendPage(site, req, res, (reader) => documentsPage(reader, files, { query: q, cursor, next }))
    }),
  )

  router.get(
    '/sign',
    withPerson(site, async (req, res, person) => {
      const id = idOf(req.query.document)
      try {
        const { file, bytes } = await documentOf(person, id)
        const shown = { file, text: textOf(bytes), digest: digestOf(bytes) }
        await sendPage(site, req, res, (reader) => signPage(reader, shown))
      } catch (error) {
        req.session.notice = refusal(error)
        res.redirect(303, '/documents')
      }
    }),
  )

  router.get(
    '/signed.pdf',
    withPerson(site, async (req, res, person) => {
      const id = idOf(req.query.document)
      try {
        const { file, bytes } = await documentOf(person, id)
        const language = languageOf(req.headers)
        const pdf = await work.run(() =>
          signedDocument(
            { name: file.name, bytes },
            signerOf(person),
            new Date(site.clock()),
            language,
            application.name,
          ),
        )
        sendPdf(res, `${file.name}.pdf`, pdf)
      } catch (error) {
        req.session.notice = refusal(error)
        res.redirect(303, '/documents')
      }
    }),
  )

  async function documentOf(person: SignedIn, id: string) {
    const drive = new Drive(driveUrl, person)
    const file = await drive.file(id)
    if (!isText(file)) throw new NotText()
    return { file, bytes: await drive.bytes(id, maximumBytes) }
  }
  return router
}

/** The ID token says who signs; no form and no API is asked. */
function signerOf(person: SignedIn) {
  const { iss: issuer, sub: subject, email, auth_time: authTime } = person.claims
  return {
    name: nameOf(person),
    email: typeof email === 'string' ? email : undefined,
    issuer,
    subject,
    authTime,
  }
}

function refusal(error: unknown): 'not_text' | 'too_large' {
  if (error instanceof NotText) return 'not_text'
  if (error instanceof TooLarge) return 'too_large'
  throw error
}
