import { randomBytes } from 'node:crypto'

/** What an introspection endpoint says of a token. */
export type IntrospectionAnswer = Readonly<Record<string, unknown>>

/**
 * The tokens of an issuer that only it can read, and which of its tokens it has taken back.
 *
 * @see {@link https://www.rfc-editor.org/rfc/rfc7662#section-2.2 RFC 7662 section 2.2}
 */
export class OpaqueTokens {
  readonly #answers = new Map<string, IntrospectionAnswer>()
  readonly #revoked = new Set<string>()

  /** A random text that stands for an answer. */
  issue(answer: IntrospectionAnswer): string {
    const token = randomBytes(24).toString('base64url')
    this.#answers.set(token, answer)
    return token
  }

  revoke(token: string): void {
    this.#revoked.add(token)
  }

  /**
   * What the issuer says of a token: nothing of one that is unknown, revoked or expired but that it is not active.
   *
   * @param readSigned the claims of a token that was not issued here, if the issuer signed it
   */
  answer(
    token: string,
    now: number,
    readSigned: (token: string) => IntrospectionAnswer | undefined,
  ): IntrospectionAnswer {
    const inactive = { active: false }
    if (this.#revoked.has(token)) return inactive
    const answer = this.#answers.get(token) ?? readSigned(token)
    if (answer === undefined) return inactive
    return typeof answer.exp === 'number' && answer.exp <= now ? inactive : answer
  }
}
