import type { Stores } from '../../src/index.js'

/** What every store must do. */
export function recordsSuite(open: () => Stores): void {
  const records = () => open().records<{ text: string }>('kind', { maximum: 100, whenFull: 'forget-oldest' })

  test('what was set is there, what was taken is not', async () => {
    const some = records()
    await some.set('a', { text: 'one' }, 60)
    expect(await some.get('a')).toEqual({ text: 'one' })
    await some.set('a', { text: 'two' }, 60)
    expect(await some.get('a')).toEqual({ text: 'two' })
    expect(await some.take('a')).toEqual({ text: 'two' })
    expect(await some.get('a')).toBeUndefined()
    expect(await some.get('b')).toBeUndefined()
  })

  test('a record is changed by set alone', async () => {
    const some = records()
    const value = { text: 'one' }
    await some.set('a', value, 60)
    value.text = 'two'
    expect(await some.get('a')).toEqual({ text: 'one' })
  })

  test('of two that take, one gets it', async () => {
    const some = records()
    await some.set('a', { text: 'one' }, 60)
    const taken = await Promise.all([some.take('a'), some.take('a')])
    expect(taken.filter((value) => value !== undefined)).toHaveLength(1)
    expect(await some.get('a')).toBeUndefined()
  })

  test('work on one key is done one after the other, also by two instances, and a failure ends nothing', async () => {
    const log: string[] = []
    const work =
      (name: string, fail = false) =>
      async () => {
        log.push(`${name} begins`)
        await new Promise((resolve) => setImmediate(resolve))
        log.push(`${name} ends`)
        if (fail) throw new Error(name)
      }
    const [here, same] = [records(), records()]
    const other = open().description === 'memory' ? here : same
    await Promise.allSettled([
      here.exclusively('a', work('one', true)),
      other.exclusively('a', work('two')),
      here.exclusively('a', work('three')),
    ])
    expect(log.filter((_line, index) => index % 2 === 0).map((line) => line.split(' ')[0])).toEqual(
      log.filter((_line, index) => index % 2 === 1).map((line) => line.split(' ')[0]),
    )
    expect(log).toHaveLength(6)
  })

  test('work on different keys does not wait', async () => {
    const some = records()
    let inside = 0
    const both = new Promise<void>((resolve) => {
      const work = async () => {
        if (++inside === 2) resolve()
        await both
      }
      setImmediate(() => void Promise.all([some.exclusively('a', work), some.exclusively('b', work)]))
    })
    await both
    expect(inside).toBe(2)
  })
}
