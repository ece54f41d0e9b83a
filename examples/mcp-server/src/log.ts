import type { EventLogger } from '@qalqon/core/logging'

/** Where events and unexpected errors go. Nothing that is handed in may hold a token or a note. */
export type Log = EventLogger

const line =
  (level: keyof Log) =>
  (fields: object, message: string): void => {
    process.stderr.write(`${JSON.stringify({ time: new Date().toISOString(), level, message, ...fields })}\n`)
  }

/** One JSON object per line on stderr, which is what log collectors read; stdout is for people. */
export const jsonLog: Log = {
  debug: () => undefined,
  info: line('info'),
  warn: line('warn'),
  error: line('error'),
}
