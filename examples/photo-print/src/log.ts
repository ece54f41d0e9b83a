/** Writes one event. Fields must never hold a token or a secret. */
export type Log = (event: string, fields?: Readonly<Record<string, unknown>>) => void

/** One JSON object per line on stderr, which is what log collectors read; stdout is for people. */
export const jsonLog: Log = (event, fields = {}) => {
  process.stderr.write(`${JSON.stringify({ time: new Date().toISOString(), event, ...fields })}\n`)
}

/** What an unexpected error leaves in the log; the browser is told none of it. */
export function describeError(error: unknown): Record<string, unknown> {
  if (!(error instanceof Error)) return { error: String(error) }
  const cause = error.cause === undefined ? {} : { cause: describeError(error.cause) }
  return { error: error.message, stack: error.stack, ...cause }
}
