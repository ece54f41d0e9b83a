import type { TestIssuer } from '@qalqon/testing'
import type { IssuerOptions, MaybePromise, ResourceServerOptions } from '../../src/index.js'
import { bearer, quickIssuer } from './key-sets.js'
import { matrix } from './matrix.js'

export type Answer = MaybePromise<string | IssuerOptions | undefined | null | false>

export const tenantUrl = (name: string) => `https://login.example/${name}`

/** An API whose tenants have issuers of their own, all of them with a key called `k1`. */
export function tenants(names: readonly string[], options: Partial<ResourceServerOptions> = {}) {
  const issuers = new Map(names.map((name) => [name, quickIssuer({ issuer: tenantUrl(name) })]))
  const first = [...issuers.values()][0]!
  const of = (name: string): TestIssuer => issuers.get(name)!
  const asked: string[] = []
  const allowed = new Set(names.map(tenantUrl))
  const fetch = (async (input: string, init?: RequestInit) => {
    for (const issuer of issuers.values())
      if (input.startsWith(`${issuer.issuer}/`)) return issuer.fetch(input, init)
    throw new Error(`the test asked ${input}, which is nobody's`)
  }) as typeof globalThis.fetch
  let answer = (iss: string): Answer => (allowed.has(iss) ? { issuer: iss } : undefined)
  const resolveIssuer = (iss: string) => {
    asked.push(iss)
    return answer(iss)
  }
  const built = matrix({ resolveIssuer, fetch, ...options }, first)
  const setClock = (time: number) => {
    for (const issuer of issuers.values()) issuer.clock.set(time)
  }
  const long = (name: string) => bearer(of(name), { expiresInSeconds: 100_000 })
  return {
    ...built,
    of,
    asked,
    allowed,
    setClock,
    long,
    answers: (next: typeof answer) => void (answer = next),
  }
}
