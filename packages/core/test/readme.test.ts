import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { tokenFaultKinds } from '../src/faults/token-fault-codes.js'
import type {
  AccessToken,
  InfrastructureFaultCode,
  IssuerOptions,
  KeySetOptions,
  QalqonEvent,
  ResourceServer,
  ResourceServerOptions,
} from '../src/index.js'

const readme = readFileSync(join(__dirname, '../README.md'), 'utf8')
const tableRows = readme.split('\n').filter((line) => line.startsWith('|'))
const rowOf = (name: string) => tableRows.find((row) => new RegExp(`\`${name}[(\`]`).test(row.split('|')[1]!))

/** All names of a type: the compiler sees to it that none is missing here. */
const named = (names: Record<string, true>) => Object.keys(names)

const documented = {
  'an option': named({
    issuer: true,
    issuers: true,
    audience: true,
    resource: true,
    realm: true,
    scopeFrom: true,
    scopeImplies: true,
    parseClaims: true,
    clockToleranceSeconds: true,
    clock: true,
    fetch: true,
    maxTokenBytes: true,
    optional: true,
    passPreflight: true,
    exposeToken: true,
    keySets: true,
    restoreKeySets: true,
    onEvent: true,
    onRefusal: true,
  } satisfies Record<keyof ResourceServerOptions, true>),
  'a member of an issuer': named({
    issuer: true,
    jwksUri: true,
    jwks: true,
    metadata: true,
    algorithms: true,
    tokenProfile: true,
    scopeFrom: true,
    dangerouslyAllowHttp: true,
  } satisfies Record<keyof IssuerOptions, true>),
  'a bound of key sets': named({
    timeoutMs: true,
    maxBytes: true,
    maxKeys: true,
    defaultFreshSeconds: true,
    minFreshSeconds: true,
    maxFreshSeconds: true,
    staleLimitSeconds: true,
    unknownKeyCooldownSeconds: true,
  } satisfies Record<keyof KeySetOptions, true>),
  'a member of the resource server': named({
    authorize: true,
    authorizeToken: true,
    refuseAnonymous: true,
    ready: true,
    stats: true,
    savedKeySets: true,
  } satisfies Record<keyof ResourceServer, true>),
  'a member of the token': named({
    issuer: true,
    subject: true,
    subjectType: true,
    clientId: true,
    audience: true,
    scopes: true,
    hasScope: true,
    expiresAt: true,
    claims: true,
    token: true,
  } satisfies Record<keyof AccessToken, true>),
  'an infrastructure fault': named({
    metadata_unavailable: true,
    metadata_invalid: true,
    key_set_unavailable: true,
    key_set_invalid: true,
  } satisfies Record<InfrastructureFaultCode, true>),
  'an event': named({
    token_accepted: true,
    request_refused: true,
    request_undecided: true,
    key_set_refreshed: true,
    key_set_refresh_failed: true,
    key_skipped: true,
    configuration_warning: true,
    hook_failed: true,
  } satisfies Record<QalqonEvent['type'], true>),
}

test.each(Object.entries(documented))('the README has a row for what is %s', (_what, names) => {
  expect(names.filter((name) => rowOf(name) === undefined)).toEqual([])
})

test('the README has a row for every token fault, with its status', () => {
  const status = (code: string) => Number(rowOf(code)?.split('|')[2])
  const expected = Object.entries(tokenFaultKinds).map(([code, kind]) => [code, kind.status])
  expect(expected.map(([code]) => [code, status(code as string)])).toEqual(expected)
})
