import fastify from 'fastify'
import fastify4 from 'fastify4'
import { adapterConformance } from '@qalqon/testing/adapters'
import { resourceServer } from '../src/index.js'
import { fastifyDoor } from './fastify-door.js'

describe('Fastify 5', () => {
  for (const { chapter, name, run } of adapterConformance(fastifyDoor(fastify, 'preValidation')))
    describe(chapter, () => test(name, run))
})
describe('Fastify 4', () => {
  for (const { chapter, name, run } of adapterConformance(fastifyDoor(fastify4, 'preHandler')))
    describe(chapter, () => test(name, run))
})

test("publicUrl: 'forwarded' is refused when the plugin is made", () => {
  const options = { issuer: 'https://as.example', audience: 'https://rs.example', dpop: 'allowed' } as const
  expect(() => resourceServer({ ...options, publicUrl: 'forwarded' })).toThrow(
    /publicUrl: 'forwarded' is not offered for Fastify/,
  )
})
