/** The server cannot start, and the message says how to mend that: shown alone, without a stack. */
export class StartupError extends Error {
  override readonly name = 'StartupError'
}

/** For what Node says when a file or folder cannot be used (`EACCES`, `ENOTDIR`, …). */
export function unusable(what: string, cause: unknown, mend: string): StartupError {
  const reason = cause instanceof Error ? cause.message : String(cause)
  return new StartupError(`${what} cannot be used (${reason}). ${mend}`, { cause })
}
