import { octets } from '#octets'
import { Nonces } from '../../src/dpop/nonces.js'

const key = new Uint8Array(32)

test('a failure is that of one request: the next one makes nonces anew', async () => {
  const nonces = new Nonces([key], 60)
  const make = jest.spyOn(octets, 'hmacSha256').mockImplementation(() => Promise.reject(new Error('no key')))
  await expect(nonces.judge(undefined, 0)).rejects.toThrow('no key')
  make.mockRestore()
  expect(await nonces.judge(undefined, 0)).toEqual({ good: false, next: expect.any(String) as string })
})

test('they are made once for each step', async () => {
  const make = jest.spyOn(octets, 'hmacSha256')
  const nonces = new Nonces([key, new Uint8Array(32).fill(1)], 60)
  for (const now of [0, 1, 59.9]) await nonces.judge('x', now)
  expect(make).toHaveBeenCalledTimes(6)
  await nonces.judge('x', 60)
  expect(make).toHaveBeenCalledTimes(12)
  make.mockRestore()
})
