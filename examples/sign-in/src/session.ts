import { hkdfSync } from 'node:crypto'
import type { Request, RequestHandler } from 'express'
import session from 'express-session'
import type { Settings } from './options.js'

declare module 'express-session' {
  interface SessionData {
    /** Leads to the tokens, which are kept elsewhere. */
    signedIn?: string
    /** The issuer has ended the session, and the person was not told yet. */
    endedElsewhere?: boolean
  }
}

/** The session of a browser with this client: a cookie that scripts cannot read, and that lives on while it is used. */
export function sessions(settings: Settings): RequestHandler {
  const { part, origin, clientSecret, idleSeconds, stores } = settings
  return session({
    name: `${part}.session`,
    // The same at each instance and after a restart, and not the secret of the client itself (RFC 5869).
    secret: Buffer.from(hkdfSync('sha256', clientSecret, '', `session cookie of ${part}`, 32)).toString(
      'base64',
    ),
    store: stores.sessions,
    resave: false,
    saveUninitialized: false,
    rolling: true,
    cookie: {
      httpOnly: true,
      sameSite: 'lax',
      secure: origin.startsWith('https:'),
      maxAge: idleSeconds * 1000,
    },
    // TLS may end in front of this process; the origin says that it does.
    proxy: origin.startsWith('https:'),
  })
}

/** Begins a new session under a new name, so that nobody goes on with one that they knew before (session fixation). */
export function renewSession(req: Request): Promise<void> {
  return new Promise((resolve, reject) => {
    req.session.regenerate((error?: unknown) => (error ? reject(asError(error)) : resolve()))
  })
}

/** The same for somebody who goes on: what the application has kept in the session stays. */
export async function renewSessionAndKeep(req: Request): Promise<void> {
  const before = Object.entries(req.session).filter(([name]) => name !== 'cookie')
  await renewSession(req)
  Object.assign(req.session, Object.fromEntries(before))
}

/** Stores it now: the answer that follows may be quicker than the store. */
export function saveSession(req: Request): Promise<void> {
  return new Promise((resolve, reject) => {
    req.session.save((error?: unknown) => (error ? reject(asError(error)) : resolve()))
  })
}

const asError = (error: unknown) =>
  error instanceof Error ? error : new Error('the session store failed', { cause: error })
