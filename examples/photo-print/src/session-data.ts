import type {} from 'express-session'
import type { Challenge } from './drive/challenge.js'
import type { NoticeKey } from './pages/notices.js'

/** What an attempt to write into the Drive came to. */
export interface WriteAttempt {
  readonly status: number
  readonly challenge?: Challenge | undefined
}

/** What userinfo answered. */
export interface UserinfoAnswer {
  readonly at: number
  readonly claims: Readonly<Record<string, unknown>>
}

declare module 'express-session' {
  interface SessionData {
    /** Said on the next page, once. */
    notice?: NoticeKey
    writeAttempt?: WriteAttempt
    userinfo?: UserinfoAnswer
  }
}
