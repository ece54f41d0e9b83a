import { getAuth } from '@qalqon/express'
import type { Request, RequestHandler } from 'express'
import type { Owner } from '../files/owner.js'
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

/** Whose files this request is about. */
export function ownerOf(req: Request): Owner {
  const { issuer, subject } = getAuth(req)
  return { issuer, subject }
}
