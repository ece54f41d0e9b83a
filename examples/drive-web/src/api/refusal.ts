import { problem, type Problem } from './answers.js'

/** What the API refuses with: a status, and the kind of problem where it names one. */
export interface RefusalDetails {
  readonly status: number
  /** The end of `urn:problem-type:drive-files:…`, such as `read-only`. */
  readonly kind?: string | undefined
  /** The code of the challenge, such as `insufficient_user_authentication`. @see RFC 6750 §3.1 */
  readonly error?: string | undefined
  /** How many seconds old a sign-in may be at most. @see RFC 9470 §3 */
  readonly maxAgeSeconds?: number | undefined
  /** Which parts of the input are wrong. */
  readonly paths?: readonly string[]
}

/** The API has answered, and does not do what it was asked for. */
export class Refusal extends Error {
  override name = 'Refusal'
  readonly status: number
  readonly kind: string | undefined
  readonly error: string | undefined
  readonly maxAgeSeconds: number | undefined
  readonly paths: readonly string[]

  constructor({ status, kind, error, maxAgeSeconds, paths = [] }: RefusalDetails) {
    super(`the API answered ${status}${kind === undefined ? '' : ` (${kind})`}`)
    this.status = status
    this.kind = kind
    this.error = error
    this.maxAgeSeconds = maxAgeSeconds
    this.paths = paths
  }

  /** Whether the person has to sign in once more before the API does this. */
  get wantsNewSignIn(): boolean {
    return this.error === 'insufficient_user_authentication'
  }
}

/** The API cannot be reached, or answers with something that it does not speak. */
export class ApiUnavailable extends Error {
  override name = 'ApiUnavailable'
}

const kindPrefix = 'urn:problem-type:drive-files:'

/** Problem details are a few lines; what is longer is none. */
const longestProblem = 16 * 1024

/** Reads a refusal. Its words are those of the API, for programs; pages have their own. */
export async function refusalOf(response: Response): Promise<Refusal> {
  const { type, errors = [] } = await problemOf(response)
  const challenge = response.headers.get('www-authenticate') ?? ''
  const maxAge = /\bmax_age="?(\d{1,9})\b/.exec(challenge)?.[1]
  return new Refusal({
    status: response.status,
    kind: type?.startsWith(kindPrefix) === true ? type.slice(kindPrefix.length) : undefined,
    error: /\berror="([\w.-]{1,64})"/.exec(challenge)?.[1],
    maxAgeSeconds: maxAge === undefined ? undefined : Number(maxAge),
    paths: errors.map(({ path }) => path),
  })
}

async function problemOf(response: Response): Promise<Problem> {
  try {
    const text = await response.text()
    return text.length > longestProblem ? {} : problem.parse(JSON.parse(text))
  } catch {
    return {}
  }
}
