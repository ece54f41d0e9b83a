import { Hono } from 'hono'
import { Hono as OldestHono } from 'hono4.5'
import { blackBoxCases } from '../../../test/adapters/black-box-cases.js'
import { resourceServer } from '../src/index.js'
import { honoDoor } from './hono-door.js'

describe('Hono 4, the newest', () => blackBoxCases(honoDoor(Hono)))
describe('Hono 4.5', () => blackBoxCases(honoDoor(OldestHono)))

test("publicUrl: 'forwarded' is refused when the middleware is made", () => {
  const options = { issuer: 'https://as.example', audience: 'https://rs.example', dpop: 'allowed' } as const
  expect(() => resourceServer({ ...options, publicUrl: 'forwarded' })).toThrow(
    /publicUrl: 'forwarded' is not offered for Hono/,
  )
})
