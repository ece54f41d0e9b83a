import fastify from 'fastify'
import fastify4 from 'fastify4'
import { blackBoxCases } from '../../../test/adapters/black-box-cases.js'
import { resourceServer } from '../src/index.js'
import { fastifyDoor } from './fastify-door.js'

describe('Fastify 5', () => blackBoxCases(fastifyDoor(fastify, 'preValidation')))
describe('Fastify 4', () => blackBoxCases(fastifyDoor(fastify4, 'preHandler')))

test("publicUrl: 'forwarded' is refused when the plugin is made", () => {
  const options = { issuer: 'https://as.example', audience: 'https://rs.example', dpop: 'allowed' } as const
  expect(() => resourceServer({ ...options, publicUrl: 'forwarded' })).toThrow(
    /publicUrl: 'forwarded' is not offered for Fastify/,
  )
})
