import { TooBusy, Work } from '../../src/paper/work.js'

test('so many at once, and then none until one has ended, well or not', async () => {
  const work = new Work(2)
  let end = (): void => undefined
  const first = work.run(() => new Promise<void>((resolve) => (end = resolve)))
  const second = work.run(
    () => new Promise<never>((_resolve, reject) => setImmediate(() => reject(new Error('no')))),
  )
  await expect(work.run(() => Promise.resolve(1))).rejects.toThrow(TooBusy)
  await expect(second).rejects.toThrow('no')
  await expect(work.run(() => Promise.resolve(1))).resolves.toBe(1)
  end()
  await first
})
