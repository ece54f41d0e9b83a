import express, { type RequestHandler } from 'express'
import type { RunningApp } from '../../subjects/subject.js'
import { listen } from '../../subjects/apps/listen.js'
import { thrownField } from '../peer.js'

interface Guards {
  readonly all: RequestHandler
  readonly read?: RequestHandler
  readonly both?: RequestHandler
}

/** An app of Express with the error handler that Express has by itself. */
export function serveExpressPeer({ all, read, both }: Guards): Promise<RunningApp> {
  const app = express()
  app.set('env', 'test') // Express writes each error to the log otherwise
  app.use(all)
  if (read) app.get('/read', read)
  if (both) app.get('/both', both)
  app.use((_req, res) => {
    res.json([])
  })
  return listen(app)
}

/**
 * The middleware that one writes around a function. What it throws stands in a field, since the status is a choice of whoever writes
 * this.
 *
 * @param verify throws, or rejects, over a bad token
 */
export function around(verify: (token: string) => unknown): RequestHandler {
  return async (req, res, next) => {
    const [, token = ''] = /^Bearer (\S+)$/.exec(req.headers.authorization ?? '') ?? []
    try {
      await verify(token)
    } catch (thrown) {
      res.status(401).set(thrownField, nameOf(thrown)).end()
      return
    }
    next()
  }
}

/** What a program can tell an error by: its class, and its code where it has one. */
function nameOf(thrown: unknown): string {
  if (!(thrown instanceof Error)) return typeof thrown
  const { code } = thrown as { readonly code?: unknown }
  return typeof code === 'string' ? `${thrown.name} ${code}` : thrown.constructor.name
}
