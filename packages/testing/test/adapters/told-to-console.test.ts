import { toldToConsole } from '../../src/adapters/told-to-console.js'

const before = process.env.NODE_ENV
const own = console.log
afterEach(() => {
  process.env.NODE_ENV = before
})

test('what is told is returned, and nobody sees it', async () => {
  const seen = jest.spyOn(console, 'log').mockImplementation(() => undefined)
  const told = await toldToConsole('production', async () => {
    await Promise.resolve()
    console.log('one', { two: 2 })
    console.error(process.env.NODE_ENV)
    setImmediate(() => console.warn('late'))
  })
  expect(told).toEqual(['one', { two: 2 }, 'production', 'late'])
  console.log('after')
  expect(seen.mock.calls).toEqual([['after']])
  seen.mockRestore()
})

test.each([before, undefined])(
  'all is as before, NODE_ENV %s, also when something fails',
  async (environment) => {
    if (environment === undefined) delete process.env.NODE_ENV
    const failing = toldToConsole('development', () => Promise.reject(new Error('out of paper')))
    await expect(failing).rejects.toThrow('out of paper')
    expect([console.log, process.env.NODE_ENV, 'NODE_ENV' in process.env]).toEqual([
      own,
      environment,
      environment !== undefined,
    ])
  },
)
