import { recorder } from '../src/recorder.js'
import { step } from './support/steps.js'

const address = { stepsUrl: 'http://127.0.0.1:4500', stepsKey: 'a-key-of-the-observer' }

interface Sent {
  readonly steps: readonly { readonly time: number }[]
}

/** A recorder whose time is in the hand of the test, and what it sends. */
function watched(
  answer: () => Promise<Response> = () => Promise.resolve(new Response(null, { status: 204 })),
) {
  const sent: Sent[] = []
  const headers: Headers[] = []
  const later: (() => void)[] = []
  const told = recorder({
    ...address,
    fetch: (_url, init) => {
      sent.push(JSON.parse(init?.body as string) as Sent)
      headers.push(new Headers(init?.headers))
      return answer()
    },
    later: (run) => later.push(run),
  })
  const pass = async () => {
    for (const run of later.splice(0)) run()
    await told.settled()
  }
  return { told, sent, headers, later, pass }
}

test('steps go together, a little later, with the key', async () => {
  const { told, sent, headers, later, pass } = watched()
  for (let count = 0; count < 60; count++) told.record(step())
  expect(sent).toHaveLength(0)
  expect(later).toHaveLength(1)
  await pass()
  expect(sent.map(({ steps }) => steps.length)).toEqual([25, 25, 10])
  expect(headers[0]?.get('authorization')).toBe(`Bearer ${address.stepsKey}`)
})

test('what waits is bounded: the oldest goes', async () => {
  const { told, sent, pass } = watched()
  for (let count = 0; count < 1000; count++) told.record(step({ time: count }))
  await pass()
  const times = sent.flatMap(({ steps }) => steps.map(({ time }) => time))
  expect(times).toHaveLength(200)
  expect(times[0]).toBe(800)
})

test.each<[string, () => Promise<Response>]>([
  ['is away', () => Promise.reject(new TypeError('fetch failed'))],
  ['refuses', () => Promise.resolve(new Response('no', { status: 401 }))],
])('an observer that %s costs the part nothing', async (_name, answer) => {
  const { told, sent, pass } = watched(answer)
  for (let round = 0; round < 3; round++) {
    for (let count = 0; count < 100; count++) told.record(step())
    await pass()
  }
  expect(sent.length).toBeLessThanOrEqual(12)
  expect(sent.length).toBeGreaterThanOrEqual(3)
})
