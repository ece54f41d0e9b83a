import { Cookie } from 'express-session'
import { memoryStores } from '../../src/index.js'
import { recordsSuite } from './records.js'

recordsSuite(() => memoryStores())

describe('in memory', () => {
  let now = 1_000_000
  const stores = memoryStores(() => now)

  test('a record is gone when its time is over', async () => {
    const records = stores.records('kind', { maximum: 10, whenFull: 'forget-oldest' })
    await records.set('a', {}, 60)
    now += 59_000
    expect(await records.get('a')).toBeDefined()
    now += 1_001
    expect(await records.get('a')).toBeUndefined()
  })

  test('the oldest gives way', async () => {
    const records = stores.records('kind', { maximum: 2, whenFull: 'forget-oldest' })
    for (const key of ['a', 'b', 'c']) await records.set(key, {}, 60)
    expect(await records.get('a')).toBeUndefined()
    expect(await records.get('c')).toBeDefined()
  })

  test('or nothing new is taken, until there is room', async () => {
    const records = stores.records('kind', { maximum: 2, whenFull: 'refuse-new' })
    await records.set('a', {}, 60)
    await records.set('b', {}, 90)
    await expect(records.set('c', {}, 60)).rejects.toThrow('no room')
    await expect(records.set('a', {}, 60)).resolves.toBeUndefined()
    now += 60_001
    await expect(records.set('c', {}, 60)).resolves.toBeUndefined()
    expect(await records.get('b')).toBeDefined()
  })

  test('a session is gone when nobody has used it for long enough', async () => {
    const sessions = stores.sessions(60)
    const cookie = new Cookie()
    const found = () => new Promise((resolve) => sessions.get('a', (_error, session) => resolve(session)))
    const time = jest.spyOn(Date, 'now').mockReturnValue(1_000_000)
    sessions.set('a', { cookie })
    time.mockReturnValue(1_050_000)
    sessions.touch?.('a', { cookie })
    time.mockReturnValue(1_100_000)
    expect(await found()).toBeDefined()
    time.mockReturnValue(1_111_000)
    expect(await found()).toBeUndefined()
    time.mockRestore()
    stores.close()
  })
})
