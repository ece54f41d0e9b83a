import express, { type RequestHandler } from 'express'
import { Problem } from './problem.js'

const parse: RequestHandler = express.json({ limit: 16 * 1024 })

/** Parses a JSON body of at most 16 kB, and refuses any other kind of body. */
export const jsonBody: RequestHandler = (req, res, next) => {
  // Without a body `is` says null; that is for the schema to refuse, in its own words.
  if (req.is('application/json') === false) {
    throw new Problem({ status: 415, detail: 'Send the body as application/json.' })
  }
  parse(req, res, next)
}
