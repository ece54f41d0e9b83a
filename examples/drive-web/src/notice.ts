import type { Request, Response } from 'express'
import { z } from 'zod'
import { readItem } from './api/item.js'

/**
 * What a form has done, told by the page to which it leads. It travels in a cookie of its own that lives for one page, and not in the
 * session, which is written by several requests at once.
 *
 * Any program of this machine can set such a cookie, so it holds only which sentence is said, how many things it is about, and which
 * items the button “Undo” would bring back.
 */
const noticeSchema = z.object({
  done: z.enum([
    'uploaded',
    'folder-created',
    'renamed',
    'moved',
    'trashed',
    'restored',
    'deleted',
    'trash-emptied',
    'replaced',
    'access-ended',
    'repeat',
  ]),
  count: z.int().min(0).max(1000).default(1),
  /** How many it did not work for. */
  failed: z.int().min(0).max(1000).default(0),
  /** Names of items. */
  undo: z
    .array(z.string().refine((text) => readItem(text) !== undefined))
    .max(30)
    .readonly()
    .default([]),
})
export type Notice = z.output<typeof noticeSchema>
export type Done = Notice['done']

const cookieName = 'drive.notice'
const longestCookie = 3000

/** Lets the next page say what was done. Too many items to undo at once leave the button out. */
export function leaveNotice(
  res: Response,
  { undo = [], ...said }: Pick<Notice, 'done'> & Partial<Readonly<Notice>>,
): void {
  const notice = { ...said, undo: undo.length > 30 ? [] : undo }
  const value = Buffer.from(JSON.stringify(notice)).toString('base64url')
  res.append('Set-Cookie', `${cookieName}=${value}; Path=/drive; Max-Age=60; HttpOnly; SameSite=Lax`)
}

/** Takes the notice away, so that it is said once. */
export function takeNotice(req: Request, res: Response): Notice | undefined {
  const prefix = `${cookieName}=`
  const cookie = (req.headers.cookie ?? '').split(/;\s*/).find((text) => text.startsWith(prefix))
  if (cookie === undefined) return undefined
  res.append('Set-Cookie', `${cookieName}=; Path=/drive; Max-Age=0; HttpOnly; SameSite=Lax`)
  return read(cookie.slice(prefix.length))
}

function read(value: string): Notice | undefined {
  if (value.length > longestCookie) return undefined
  try {
    return noticeSchema.safeParse(JSON.parse(Buffer.from(value, 'base64url').toString())).data
  } catch {
    return undefined
  }
}
