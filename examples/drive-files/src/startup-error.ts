/** The program cannot start, and the message says what to do about it: shown alone, without a stack. */
export class StartupError extends Error {
  override name = 'StartupError'
}
