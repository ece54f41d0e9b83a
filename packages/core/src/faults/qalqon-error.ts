/** The three families of faults; each calls for another reaction. */
export type FaultFamily = 'token' | 'infrastructure' | 'configuration'

/**
 * What every error of Qalqon is an instance of.
 *
 * `message` is a fixed text that may be shown to anybody (of a configuration fault: to the operator, who sees
 * it when the thing is built). What was expected and what was found stands in `detail`, for logs and hooks; it
 * never holds a token, and values out of a token are shortened.
 */
export abstract class QalqonError extends Error {
  /** Which family it belongs to. */
  abstract readonly family: FaultFamily
  /** A stable name for logs, metrics and tests, such as `token_expired`. */
  readonly code: string
  /** What was wrong, and how to mend it, for the operator. Never send it to a client. */
  readonly detail: string

  /** @param name that of the class: what builds the package may rename the class itself */
  protected constructor(name: string, code: string, message: string, detail: string, options?: ErrorOptions) {
    super(message, options)
    this.name = name
    this.code = code
    this.detail = detail
  }
}

/** The `cause` of an error, when there is one: an error without a cause should not show an empty one in a log. */
export const causeOption = (cause: unknown): ErrorOptions | undefined =>
  cause === undefined ? undefined : { cause }
