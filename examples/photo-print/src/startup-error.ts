/** A reason not to start that a person can mend. The message says how, and is shown alone, without a stack. */
export class StartupError extends Error {
  override name = 'StartupError'
}
