import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Adapter } from 'oidc-provider'
import { Records } from '../src/records.js'
import { storage } from '../src/storage.js'
import { temporaryFolder } from './support/running-server.js'

let folder: string
let seconds: number
let warnings: string[]
let records: Records

beforeEach(async () => {
  folder = await temporaryFolder()
  seconds = 1000
  warnings = []
  records = await open()
})
afterEach(() => records.close())

async function open(limit?: number): Promise<Records> {
  const opened = new Records({
    folder,
    now: () => seconds,
    warn: (message) => warnings.push(message),
    ...(limit !== undefined && { limit }),
  })
  await opened.load()
  return opened
}

function adapter(model: string, over = records): Adapter {
  return storage(over, () => new Error('already used'))(model)
}

test('what was stored is found, by id within its model, and as a copy', async () => {
  await adapter('Session').upsert('a', { uid: 'u' }, 60)
  const found = await adapter('Session').find('a')
  expect(found).toEqual({ uid: 'u' })
  Object.assign(found!, { uid: 'changed' })
  expect(await adapter('Session').find('a')).toEqual({ uid: 'u' })
  expect(await adapter('Grant').find('a')).toBeUndefined()
  expect(await adapter('Session').find('b')).toBeUndefined()
})

test('it is found by uid and by user code, within its model', async () => {
  await adapter('Session').upsert('a', { uid: 'u' }, 60)
  await adapter('DeviceCode').upsert('d', { userCode: 'ABCD' }, 60)
  expect(await adapter('Session').findByUid('u')).toEqual({ uid: 'u' })
  expect(await adapter('Session').findByUid('v')).toBeUndefined()
  expect(await adapter('DeviceCode').findByUserCode('ABCD')).toEqual({ userCode: 'ABCD' })
  expect(await adapter('Session').findByUserCode('ABCD')).toBeUndefined()
})

test('it is gone at its expiry, and the next sweep removes the file', async () => {
  await adapter('Session').upsert('a', { uid: 'u' }, 60)
  seconds = 1059
  expect(await adapter('Session').find('a')).toBeDefined()
  seconds = 1060
  expect(await adapter('Session').find('a')).toBeUndefined()
  expect(await adapter('Session').findByUid('u')).toBeUndefined()
  await records.sweep()
  expect(await readdir(folder)).toEqual([])
})

test('consume marks it once; a second time fails and takes the grant along', async () => {
  await adapter('Grant').upsert('g', { accountId: 'alice' }, 60)
  await adapter('RefreshToken').upsert('r', { grantId: 'g' }, 60)
  const outcomes = await Promise.allSettled([1, 2, 3].map(() => adapter('RefreshToken').consume('r')))
  expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'rejected'])
  expect(await adapter('RefreshToken').find('r')).toEqual({ grantId: 'g', consumed: 1000 })
  expect(await adapter('Grant').find('g')).toBeUndefined()
  await expect(adapter('RefreshToken').consume('unknown')).rejects.toThrow('already used')
})

test('revokeByGrantId removes the family in its model, and no other', async () => {
  await adapter('RefreshToken').upsert('r1', { grantId: 'g' }, 60)
  await adapter('RefreshToken').upsert('r2', { grantId: 'h' }, 60)
  await adapter('AccessToken').upsert('a', { grantId: 'g' }, 60)
  await adapter('RefreshToken').revokeByGrantId('g')
  expect(await adapter('RefreshToken').find('r1')).toBeUndefined()
  expect(await adapter('RefreshToken').find('r2')).toBeDefined()
  expect(await adapter('AccessToken').find('a')).toBeDefined()
})

test('another start finds the same, without what has expired or was destroyed', async () => {
  await adapter('Session').upsert('a', { uid: 'u' }, 60)
  await adapter('Session').upsert('a', { uid: 'w' }, 60)
  await adapter('Session').upsert('short', { uid: 's' }, 10)
  await adapter('Session').upsert('b', { uid: 'x' }, 60)
  await adapter('Session').destroy('b')
  await records.close()
  seconds = 1030
  const again = adapter('Session', await open())
  expect(await again.find('a')).toEqual({ uid: 'w' })
  expect(await again.find('short')).toBeUndefined()
  expect(await again.find('b')).toBeUndefined()
  expect(warnings).toEqual([])
})

test('a write and a deletion that follow each other at once end in a deletion', async () => {
  for (let round = 0; round < 20; round += 1) {
    await Promise.all([adapter('Session').upsert('a', { uid: 'u' }, 60), adapter('Session').destroy('a')])
  }
  expect(await readdir(folder)).toEqual([])
})

test('a damaged file and one under a wrong name are left out with a warning, and swept', async () => {
  await adapter('Session').upsert('a', { uid: 'u' }, 60)
  await adapter('Session').upsert('b', { uid: 'v' }, 60)
  await records.close()
  const [first, second] = (await readdir(folder)) as [string, string]
  const moved = await readFile(join(folder, second), 'utf8')
  await writeFile(join(folder, first), moved.slice(0, 20))
  await writeFile(join(folder, `${'0'.repeat(64)}.json`), moved)
  await writeFile(join(folder, `${second}.123`), 'an interrupted write')

  const again = await open()
  expect(warnings).toHaveLength(2)
  expect([again.get('Session', 'a'), again.get('Session', 'b')].filter(Boolean)).toHaveLength(1)
  await again.startSweeping()
  expect(await readdir(folder)).toEqual([second])
  await again.close()
})

test('beyond the limit, what expires first is dropped', async () => {
  const few = await open(10)
  for (let index = 0; index <= 10; index += 1) {
    await adapter('Interaction', few).upsert(`i${index}`, {}, 100 - index)
  }
  expect(few.get('Interaction', 'i10')).toBeUndefined()
  expect(few.get('Interaction', 'i9')).toBeDefined()
  expect(few.get('Interaction', 'i0')).toBeDefined()
  expect(await readdir(folder)).toHaveLength(10)
  expect(warnings).toHaveLength(1)
})

test('a flood of one model pushes out no other, and of its own those without a person first', async () => {
  const few = await open(10)
  const day = 24 * 60 * 60
  await adapter('RefreshToken', few).upsert('r', {}, 60)
  await adapter('Session', few).upsert('alice', { accountId: 'alice' }, 14 * day)
  for (let index = 0; index < 200; index += 1) {
    await adapter('Session', few).upsert(`s${index}`, {}, 600)
    await adapter('Interaction', few).upsert(`i${index}`, {}, 600)
  }
  expect(few.get('RefreshToken', 'r')).toBeDefined()
  expect(few.get('Session', 'alice')).toBeDefined()
  expect(await readdir(folder)).toHaveLength(21)
})
