import { createTestIssuer, type TestIssuer } from '../../src/test-issuer.js'
import type { TestProvider } from '../../src/providers/test-provider.js'

export const now = 1_700_000_000

export const issuerOf = (provider: TestProvider): TestIssuer => createTestIssuer({ provider, now })

/** Header and payload of a token, unverified. */
export function read(token: string): { header: Record<string, unknown>; payload: Record<string, unknown> } {
  const [header, payload] = token.split('.').map((part) => Buffer.from(part, 'base64url').toString())
  return { header: JSON.parse(header!), payload: JSON.parse(payload!) }
}

/** The names of the claims, and of the members of the header. */
export function namesIn(token: string): { header: string[]; payload: string[] } {
  const { header, payload } = read(token)
  return { header: Object.keys(header).sort(), payload: Object.keys(payload).sort() }
}
