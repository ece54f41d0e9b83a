import fastify from 'fastify'
import fastify4 from 'fastify4'
import oldestFastify from 'fastify4.24'
import { adapterConformance } from '@qalqon/testing/adapters'
import { resourceServer } from '../src/index.js'
import { fastifyDoor } from './fastify-door.js'
import { versions } from '../../../test/every-version.js'

describe.each(
  versions(
    ['Fastify 5', fastifyDoor(fastify, 'preValidation')],
    ['Fastify 4', fastifyDoor(fastify4, 'preHandler')],
    ['Fastify 4.24', fastifyDoor(oldestFastify, 'preHandler')],
  ),
)('%s', (_version, door) => {
  for (const { chapter, name, run } of adapterConformance(door)) describe(chapter, () => test(name, run))
})

test("publicUrl: 'forwarded' is refused when the plugin is made", () => {
  const options = { issuer: 'https://as.example', audience: 'https://rs.example', dpop: 'allowed' } as const
  expect(() => resourceServer({ ...options, publicUrl: 'forwarded' })).toThrow(
    /publicUrl: 'forwarded' is not offered for Fastify/,
  )
})
