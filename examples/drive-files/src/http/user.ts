import { getAuth } from '@qalqon/express'
import type { Request, RequestHandler } from 'express'
import { foldEmail, type User } from '../files/user.js'
import { Problem } from './problem.js'

/**
 * Lets users pass and refuses clients that act for themselves (client credentials). Such a client is not
 * a person and owns nothing here; an empty list would be an answer that hides the mistake.
 */
export const requireUser: RequestHandler = (req, _res, next) => {
  if (getAuth(req).subjectType === 'user') {
    next()
    return
  }
  throw new Problem({
    status: 403,
    kind: 'no-files',
    title: 'A client has no files',
    detail: "A client acting for itself has no files here; ask for a user's token.",
  })
}

/**
 * Who this request is for. An address counts that the issuer has verified, and no other: whoever could name any would see what is shared
 * with others.
 *
 * @see RFC 9068 §2.2.2
 */
export function userOf(req: Request): User {
  const { issuer, subject, claims } = getAuth(req)
  const { email, email_verified: isVerified, name } = claims
  return {
    issuer,
    subject,
    ...(isVerified === true && isShortText(email) && isComposed(email) && { email: foldEmail(email) }),
    ...(isShortText(name) && { name }),
  }
}

/** An address counts as it is written: one with a Kelvin sign, which folds into a `k`, is not the one with a `k`. */
function isComposed(email: string): boolean {
  return email === email.normalize('NFC')
}

/** The database takes no NUL, and nobody is called by a thousand letters. */
function isShortText(value: unknown): value is string {
  return typeof value === 'string' && value.trim() !== '' && value.length <= 255 && !/\p{Cc}/u.test(value)
}
