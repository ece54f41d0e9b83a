import type { ResourceMetadata } from '../../src/index.js'
import { SignedDocument } from '../../src/resource-metadata/signed-document.js'
import { N, R } from '../support/matrix.js'

const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
const jwtOf = (metadata: ResourceMetadata, signature: string) =>
  `${part({ alg: 'ES256' })}.${part({ ...metadata, iss: R })}.${signature}`

/** A document of which each signature is another one: AAAB, AAAC, … */
function bench() {
  const clock = { now: N }
  const failures: unknown[] = []
  let count = 0
  const signer = jest.fn((metadata: ResourceMetadata): string | Promise<string> => {
    count++
    return jwtOf(metadata, `AAA${String.fromCharCode(65 + count)}`)
  })
  const document = new SignedDocument(
    { resource: R },
    {
      signer,
      timeoutMs: 20,
      serveSeconds: 60,
      clock: () => clock.now,
      onFailure: (cause) => failures.push(cause),
    },
  )
  const signature = async () => /AAA.(?="})/.exec((await document.body()) ?? 'none')?.[0]
  return { clock, failures, signer, document, signature }
}

const down = new Error('the signer is down')

test('it is signed when somebody asks, and serves until it is to be signed anew', async () => {
  const { clock, signer, document, signature } = bench()
  expect(signer).not.toHaveBeenCalled()
  expect(document.body()).toBe(`{"resource":"${R}","signed_metadata":"${jwtOf({ resource: R }, 'AAAB')}"}`)
  clock.now += 59
  expect(await signature()).toBe('AAAB')
  clock.now += 1
  expect(await signature()).toBe('AAAC')
  expect(signer.mock.calls).toEqual([
    [{ resource: R }, N],
    [{ resource: R }, N + 60],
  ])
})

test('one signature is waited for at a time, whoever asks', async () => {
  const { signer, document } = bench()
  let sign: (jwt: string) => void = () => undefined
  signer.mockReturnValueOnce(new Promise((resolve) => (sign = resolve)))
  const bodies = [0, 1, 2].map(async () => document.body())
  sign(jwtOf({ resource: R }, 'AAAA'))
  const [first, ...others] = await Promise.all(bodies)
  expect(first).toContain('.AAAA"')
  expect(others).toEqual([first, first])
  expect(signer).toHaveBeenCalledTimes(1)
  expect(document.body()).toBe(first)
})

test.each([
  [
    'throws',
    () => {
      throw down
    },
  ],
  ['rejects', () => Promise.reject(down)],
])('a signer that %s is told of, and left alone for some seconds', async (_, fail) => {
  const { clock, failures, signer, signature } = bench()
  signer.mockImplementationOnce(fail)
  expect(await signature()).toBeUndefined()
  clock.now += 4
  expect(await signature()).toBeUndefined()
  expect(failures).toEqual([down])
  expect(signer).toHaveBeenCalledTimes(1)
  clock.now += 1
  expect(await signature()).toBe('AAAB')
})

test('what was signed last serves on while the signer fails', async () => {
  const { clock, failures, signer, signature } = bench()
  expect(await signature()).toBe('AAAB')
  clock.now += 60
  signer.mockRejectedValueOnce(down)
  expect(await signature()).toBe('AAAB')
  expect(failures).toEqual([down])
  clock.now += 5
  expect(await signature()).toBe('AAAC')
})

test('a signer that hangs is not waited for', async () => {
  const { failures, signer, signature } = bench()
  signer.mockReturnValueOnce(new Promise(() => undefined))
  expect(await signature()).toBeUndefined()
  expect(failures).toEqual([expect.objectContaining({ message: 'no answer within 20 ms' })])
})

test('a clock that was set back leaves no signature standing', async () => {
  const { clock, signature } = bench()
  expect(await signature()).toBe('AAAB')
  clock.now -= 1
  expect(await signature()).toBe('AAAC')
})
