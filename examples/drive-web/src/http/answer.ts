import type { Request, Response } from 'express'
import { leaveNotice, type Done } from '../notice.js'

/** Whether a script of these pages has sent this, and wants to be told where to go instead of being sent there. */
export function wantsJson(req: Request): boolean {
  return req.accepts(['html', 'json']) === 'json'
}

export function sendPage(res: Response, page: string, status = 200): void {
  res.status(status).type('html').send(page)
}

export interface Outcome {
  readonly done: Done
  readonly count?: number
  readonly failed?: number
  /** Names of items that can be brought back. */
  readonly undo?: readonly string[]
}

/** A form has done what it was for: the browser goes on, and the next page says so. */
export function finish(req: Request, res: Response, to: string, outcome?: Outcome): void {
  if (outcome) leaveNotice(res, outcome)
  goOn(req, res, to)
}

/** Sends the browser to another page of ours, or tells its script which one that is. */
export function goOn(req: Request, res: Response, to: string): void {
  if (wantsJson(req)) res.json({ location: to })
  else res.redirect(303, to)
}
