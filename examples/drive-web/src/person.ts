import type { Request } from 'express'
import type { SignedIn } from 'sign-in'
import type { Person } from './view.js'

/** What the session keeps besides the sign-in. */
interface PersonSession {
  /** Name and e-mail address, as the issuer's userinfo endpoint tells them. */
  person?: { readonly name?: string | undefined; readonly email?: string | undefined }
}

/**
 * Asks the issuer for name and e-mail address, once for each sign-in: its ID tokens say no more than who it is. Where it does not answer,
 * the pages do without.
 */
export async function learnPerson(req: Request, signedIn: SignedIn): Promise<void> {
  try {
    const { name, email } = await signedIn.userinfo()
    sessionOf(req).person = { name, email }
  } catch {
    delete sessionOf(req).person
  }
}

/** Who is signed in, by the best name that is known. */
export function personOf(req: Request, { claims }: SignedIn): Person {
  const { name = text(claims.name), email = text(claims.email) } = sessionOf(req).person ?? {}
  return { name: name ?? email ?? claims.sub, email }
}

const sessionOf = (req: Request) => req.session as Request['session'] & PersonSession

const text = (value: unknown) => (typeof value === 'string' ? value : undefined)
