import type { Grant, KoaContextWithOIDC } from 'oidc-provider'
import { Consents } from '../src/consents.js'
import { Records } from '../src/records.js'
import { temporaryFolder } from './support/running-server.js'

const day = 24 * 60 * 60
let seconds: number
let records: Records
let consents: Consents

beforeEach(async () => {
  seconds = 1000 * day
  records = new Records({ folder: await temporaryFolder(), warn: fail, now: () => seconds })
  consents = new Consents(records)
})
afterEach(() => records.close())

function grant(scope: string): Grant {
  return {
    accountId: 'alice',
    clientId: 'photo-print',
    resources: { 'https://drive.example': 'files.read' },
    getOIDCScope: () => scope,
  } as unknown as Grant
}

test('a consent is forgotten a year after its last use', async () => {
  await consents.remember(grant('openid'))
  seconds += 300 * day
  await consents.used('alice', 'photo-print')
  seconds += 300 * day
  const expected = { since: 1000 * day, lastUsed: 1300 * day, scopes: ['openid', 'files.read'] }
  expect(consents.ofAccount('alice')).toEqual([{ clientId: 'photo-print', ...expected }])
  seconds += 66 * day
  expect(consents.ofAccount('alice')).toEqual([])
})

test('one that was kept before the times were is as old as its record', async () => {
  await records.set({
    model: 'Consent',
    id: JSON.stringify(['alice', 'photo-print']),
    payload: { accountId: 'alice', clientId: 'photo-print', scope: 'openid' },
    expiresAt: seconds + 100 * day,
  })
  const since = seconds - 265 * day
  expect(consents.ofAccount('alice')).toEqual([
    { clientId: 'photo-print', scopes: ['openid'], since, lastUsed: since },
  ])
})

test('what has taken no consent counts as no use', async () => {
  await consents.used('alice', 'photo-print')
  expect(consents.ofAccount('alice')).toEqual([])
})

test('a consent that is taken back while a grant is made of it leaves no grant', async () => {
  await consents.remember(grant('openid'))
  const Grant = class {
    addOIDCScope = jest.fn()
    addResourceScope = jest.fn()
    async save() {
      await records.set({ model: 'Grant', id: 'g', payload: {}, expiresAt: seconds + day })
      await consents.forget('alice', 'photo-print')
      return 'g'
    }
  }
  const session = { accountId: 'alice', grantIdFor: () => undefined }
  const oidc = { client: { clientId: 'photo-print' }, provider: { Grant }, session }
  expect(await consents.loadGrant({ oidc } as unknown as KoaContextWithOIDC)).toBeUndefined()
  expect(records.get('Grant', 'g')).toBeUndefined()
})

function fail(message: string): never {
  throw new Error(message)
}
