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
    else res.redirect(303, '/')
  }
}
