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

/** The session of a browser with this client: a cookie that scripts cannot read, and a record that lives on while it is used. */
export function sessions(settings: Settings): RequestHandler {
  const { part, origin, clientSecret, idleSeconds, stores } = settings
  const isHttps = origin.startsWith('https:')
  const load = session({
    name: `${part}.session`,
    // The same at each instance and after a restart, and not the secret of the client itself (RFC 5869).
    secret: Buffer.from(hkdfSync('sha256', clientSecret, '', `session cookie of ${part}`, 32)).toString(
      'base64',
    ),
    store: stores.sessions(idleSeconds),
    resave: false,
    saveUninitialized: false,
    // Sent once, and not with each answer: a slow one that was begun before a sign-in in another tab would bring the old session back.
    // So the browser keeps it until it is closed, and the store knows when a session was used last.
    rolling: false,
    cookie: { httpOnly: true, sameSite: 'lax', secure: isHttps },
    proxy: isHttps, // believes the header that is written below
  })
  return (req, res, next) => {
    // TLS ends in front of this process, which may or may not say so, and express-session leaves out a secure cookie without a word.
    if (isHttps) req.headers['x-forwarded-proto'] = 'https'
    load(req, res, next)
  }
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
