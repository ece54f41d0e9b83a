import { Hono } from 'hono'
import { Hono as OldestHono } from 'hono4.5'
import { adapterConformance } from '@qalqon/testing/adapters'
import { resourceServer } from '../src/index.js'
import { honoDoor } from './hono-door.js'
import { versions } from '../../../test/every-version.js'

describe.each(versions(['Hono 4, the newest', honoDoor(Hono)], ['Hono 4.5', honoDoor(OldestHono)]))(
  '%s',
  (_version, door) => {
    for (const { chapter, name, run } of adapterConformance(door)) describe(chapter, () => test(name, run))
  },
)

test("publicUrl: 'forwarded' is refused when the middleware is made", () => {
  const options = { issuer: 'https://as.example', audience: 'https://rs.example', dpop: 'allowed' } as const
  expect(() => resourceServer({ ...options, publicUrl: 'forwarded' })).toThrow(
    /publicUrl: 'forwarded' is not offered for Hono/,
  )
})
