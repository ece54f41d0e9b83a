import Koa from 'koa'
import Koa2 from 'koa2'
import { blackBoxCases } from '../../../test/adapters/black-box-cases.js'
import { resourceServer } from '../src/index.js'
import { koaDoor } from './koa-door.js'

describe('Koa 3', () => blackBoxCases(koaDoor(Koa)))
describe('Koa 2', () => blackBoxCases(koaDoor(Koa2)))

test("publicUrl: 'forwarded' is refused when the middleware is made", () => {
  const options = { issuer: 'https://as.example', audience: 'https://rs.example', dpop: 'allowed' } as const
  expect(() => resourceServer({ ...options, publicUrl: 'forwarded' })).toThrow(
    /publicUrl: 'forwarded' is not offered for Koa/,
  )
})
