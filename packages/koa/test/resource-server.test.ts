import Koa from 'koa'
import Koa2 from 'koa2'
import { adapterConformance } from '@qalqon/testing/adapters'
import { resourceServer } from '../src/index.js'
import { koaDoor } from './koa-door.js'

describe('Koa 3', () => {
  for (const { chapter, name, run } of adapterConformance(koaDoor(Koa)))
    describe(chapter, () => test(name, run))
})
describe('Koa 2', () => {
  for (const { chapter, name, run } of adapterConformance(koaDoor(Koa2)))
    describe(chapter, () => test(name, run))
})

test("publicUrl: 'forwarded' is refused when the middleware is made", () => {
  const options = { issuer: 'https://as.example', audience: 'https://rs.example', dpop: 'allowed' } as const
  expect(() => resourceServer({ ...options, publicUrl: 'forwarded' })).toThrow(
    /publicUrl: 'forwarded' is not offered for Koa/,
  )
})
