import {
  createTestClock,
  type RevocationStoreUnderTest,
  type SelectorUnderTest,
  type TokenUnderTest,
} from '../../src/index.js'
import { aMoment } from './failing-checks.js'

export const clock = createTestClock()

/** What is revoked: the selectors, each with its end. */
type Revocations = [SelectorUnderTest, number][]

function covers(selector: SelectorUnderTest, token: TokenUnderTest): boolean {
  const { issuedBefore = Infinity, ...names } = { issuedBefore: undefined, ...selector }
  const named = Object.entries(names).every(([name, value]) => token[name as keyof TokenUnderTest] === value)
  return named && (token.issuedAt ?? -Infinity) < issuedBefore
}

/** As it should be, but slow. */
export class GoodStore implements RevocationStoreUnderTest {
  constructor(readonly revocations: Revocations = []) {}

  isRevoked(token: TokenUnderTest): boolean {
    return this.revocations.some(([selector, until]) => clock() < until && covers(selector, token))
  }

  revoke(selector: SelectorUnderTest, until: number): void | Promise<void> {
    this.revocations.push([selector, until])
  }
}

/** Knows of nobody else. */
export class Private extends GoodStore {
  constructor() {
    super([])
  }
}

/** Lets a second revocation take the place of the first. */
export class Forgetful extends GoodStore {
  override revoke(selector: SelectorUnderTest, until: number) {
    const name = JSON.stringify({ ...selector, issuedBefore: 0 })
    const same = this.revocations.findIndex(([one]) => JSON.stringify({ ...one, issuedBefore: 0 }) === name)
    if (same >= 0) this.revocations.splice(same, 1)
    return super.revoke(selector, until)
  }
}

/** Forgets nothing. */
export class Endless extends GoodStore {
  override revoke(selector: SelectorUnderTest) {
    return super.revoke(selector, Infinity)
  }
}

/** Takes the names of all issuers for those of one. */
export class AnyIssuer extends GoodStore {
  override isRevoked(token: TokenUnderTest) {
    return this.revocations.some(
      ([one, until]) => clock() < until && covers({ ...one, issuer: token.issuer }, token),
    )
  }
}

/** Takes a token that does not say when it was issued for a new one. */
export class YoungTokens extends GoodStore {
  override isRevoked(token: TokenUnderTest) {
    return super.isRevoked({ ...token, issuedAt: token.issuedAt ?? Infinity })
  }
}

/** Revokes also what was issued at that time. */
export class Inclusive extends GoodStore {
  override isRevoked(token: TokenUnderTest) {
    return super.isRevoked({ ...token, issuedAt: (token.issuedAt ?? -Infinity) - 0.01 })
  }
}

/** Puts issuer and subject into one text. */
export class Joined extends GoodStore {
  override isRevoked(token: TokenUnderTest) {
    const join = ({ issuer, subject }: { issuer: string; subject?: string | undefined }) =>
      issuer + String(subject)
    const alike = ([one, until]: [SelectorUnderTest, number]) =>
      'subject' in one &&
      !('clientId' in one) &&
      join(one) === join(token) &&
      covers({ ...one, ...token }, token) &&
      clock() < until
    return super.isRevoked(token) || this.revocations.some(alike)
  }
}

/** Takes those that a client has for a user for all of the user. */
export class Coarse extends GoodStore {
  override revoke(selector: SelectorUnderTest, until: number) {
    if (!('subject' in selector)) return super.revoke(selector, until)
    const { issuer, subject, issuedBefore } = selector
    return super.revoke({ issuer, subject, issuedBefore }, until)
  }
}

/** Calls itself empty, always. */
export class Lying extends GoodStore {
  isEmpty() {
    return true
  }
}

/** Keeps of two times the one whose text is later. */
export class AsText extends Forgetful {
  override revoke(selector: SelectorUnderTest, until: number) {
    const [known] =
      this.revocations.find(
        ([one]) => 'subject' in one && 'subject' in selector && one.subject === selector.subject,
      ) ?? []
    const later = known !== undefined && textOf(known) > textOf(selector)
    return super.revoke(later ? known : selector, until)
  }
}

const textOf = (selector: SelectorUnderTest) =>
  'issuedBefore' in selector ? String(selector.issuedBefore) : ''

/** Reads first and writes later. */
export class Racing extends GoodStore {
  override async revoke(selector: SelectorUnderTest, until: number) {
    const known = this.revocations.slice()
    await aMoment()
    this.revocations.splice(0, Infinity, ...known, [selector, until])
  }
}

/** Answers nothing where it should answer no. */
export class Vague extends GoodStore {
  override isRevoked(token: TokenUnderTest) {
    return (super.isRevoked(token) || undefined) as boolean
  }
}

/** Writes names as UTF-8, which has no single surrogates. */
export class InUtf8 extends GoodStore {
  override isRevoked(token: TokenUnderTest) {
    return super.isRevoked({ ...token, subject: token.subject && wellFormed(token.subject) })
  }

  override revoke(selector: SelectorUnderTest, until: number) {
    const subject = 'subject' in selector ? { subject: wellFormed(selector.subject) } : {}
    return super.revoke({ ...selector, ...subject }, until)
  }
}

const wellFormed = (name: string) => Buffer.from(name).toString()
