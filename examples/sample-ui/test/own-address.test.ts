import express from 'express'
import request from 'supertest'
import { ownAddress } from '../src/own-address.js'

const asked = (origin: string, host: string, path = '/photos?q=sea', method: 'get' | 'post' = 'get') => {
  const app = express().use('/', ownAddress(origin), (_req, res) => void res.send('here'))
  return request(app)[method](path).set('Host', host)
}

test.each(['localhost:4200', 'LOCALHOST:4200', '[::1]:4200', '127.0.0.2:4200'])(
  'who asks for %s is led to the address of the client, with path and query',
  async (host) => {
    const { status, headers } = await asked('http://127.0.0.1:4200', host)
    expect([status, headers.location]).toEqual([302, 'http://127.0.0.1:4200/photos?q=sea'])
  },
)

test('no path leads away from it', async () => {
  const { headers } = await asked('http://127.0.0.1:4200', 'localhost:4200', '//evil.example/a')
  expect(new URL(headers.location!).origin).toBe('http://127.0.0.1:4200')
})

test.each([
  ['http://127.0.0.1:4200', '127.0.0.1:4200', 'the address itself'],
  ['http://127.0.0.1:4200', 'localhost:4300', 'another port, which a proxy may listen on'],
  ['http://127.0.0.1:4200', 'evil.example:4200', 'another machine'],
  ['https://print.example.com', 'localhost:4200', 'a proxy that hands its own name on'],
  ['http://127.0.0.1:4200', 'not a host', 'no host'],
])('%s asked for as %s is answered: %s', async (origin, host) => {
  expect((await asked(origin, host)).text).toBe('here')
})

test('what is posted goes nowhere', async () => {
  expect((await asked('http://127.0.0.1:4200', 'localhost:4200', '/', 'post')).text).toBe('here')
})
