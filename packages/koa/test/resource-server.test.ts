import Koa from 'koa'
import Koa2 from 'koa2'
import OldestKoa from 'koa2.14'
import { adapterConformance } from '@qalqon/testing/adapters'
import { resourceServer } from '../src/index.js'
import { koaDoor } from './koa-door.js'
import { versions } from '../../../test/every-version.js'

describe.each(versions(['Koa 3', koaDoor(Koa)], ['Koa 2', koaDoor(Koa2)], ['Koa 2.14', koaDoor(OldestKoa)]))(
  '%s',
  (_version, door) => {
    for (const { chapter, name, run } of adapterConformance(door)) describe(chapter, () => test(name, run))
  },
)

test("publicUrl: 'forwarded' is refused when the middleware is made", () => {
  const options = { issuer: 'https://as.example', audience: 'https://rs.example', dpop: 'allowed' } as const
  expect(() => resourceServer({ ...options, publicUrl: 'forwarded' })).toThrow(
    /publicUrl: 'forwarded' is not offered for Koa/,
  )
})
