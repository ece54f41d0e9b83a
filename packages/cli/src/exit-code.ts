/** What the program ends with, for scripts. */
export const exitCode = {
  /** The token would be accepted; the issuer is well. */
  good: 0,
  /** The token would be refused; something is wrong with the issuer. */
  bad: 1,
  /** The command was misused. */
  usage: 2,
  /** The issuer could not be asked. */
  undecided: 3,
} as const

/** One of them. */
export type ExitCode = (typeof exitCode)[keyof typeof exitCode]
