import type { Request, RequestHandler, Response } from 'express'
import type { SignedIn } from 'sign-in'
import type { Site } from '../site.js'

/** A handler for people who are signed in; all others go to the home page, which says what is to be said. */
export function withPerson(
  { signIn }: Site,
  handle: (req: Request, res: Response, person: SignedIn) => Promise<void>,
): RequestHandler {
  return async (req, res) => {
    const visitor = await signIn.visitor(req)
    if (visitor.status === 'signed_in') await handle(req, res, visitor.signedIn)
    else if (isPartOfPage(req)) res.status(403).end()
    else res.redirect(303, '/')
  }
}

/** A picture that is led to a page would only take away what that page says once. @see https://www.w3.org/TR/fetch-metadata/ */
export function isPartOfPage(req: Request): boolean {
  const destination = req.headers['sec-fetch-dest'] ?? 'document'
  return destination !== 'document'
}
