/** The body of a refusal. It holds fixed texts alone. @see RFC 9457 */
export interface ProblemDetails {
  readonly type: 'about:blank'
  readonly title: string
  readonly status: number
  readonly detail: string
  /** The `error` of the challenge. @see RFC 6750 §3.1 */
  readonly error?: string
}

const titles: Readonly<Record<number, string>> = {
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  405: 'Method Not Allowed',
  503: 'Service Unavailable',
}

/** Makes problem details; `title` is the phrase of the status. */
export function problemDetails(status: number, detail: string, error: string | undefined): ProblemDetails {
  return {
    type: 'about:blank',
    title: titles[status] ?? 'Error',
    status,
    detail,
    ...(error !== undefined && { error }),
  }
}
