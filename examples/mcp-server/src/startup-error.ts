/** The server cannot start, and the message says how to mend that: shown alone, without a stack. */
export class StartupError extends Error {
  override readonly name = 'StartupError'
}
