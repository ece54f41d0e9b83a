/** Something that an operator should know. Never holds a token, a secret or a password. */
export type Warn = (message: string) => void

/** To standard error, so that standard output holds the line of readiness and nothing else. */
export const warnOnStandardError: Warn = (message) => {
  process.stderr.write(`authorization server: ${message}\n`)
}
