// Sends hostile requests of every kind to a resource server, and prints by how many bytes its heap has grown.
import { randomBytes } from 'node:crypto'
import { createTestIssuer } from '@qalqon/testing'
import { resourceServer } from '../src/index.js'

const issuer = createTestIssuer()
const server = resourceServer(issuer.options)
await server.ready()
const random = (octets = 24) => randomBytes(octets).toString('base64url')
const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
const [, payload] = issuer.token().split('.')

const hostile: (() => string)[] = [
  () => random(),
  () => random(12_000),
  () => `${random()}.${random()}.${random()}`,
  () => `${part({ alg: 'ES256', typ: 'at+jwt', kid: random() })}.${payload}.${random(64)}`,
  () => `${part({ alg: 'ES256', typ: 'at+jwt', [random()]: random() })}.${payload}.${random(64)}`,
  () => `${part({ alg: 'ES256', typ: 'at+jwt' })}.${part({ iss: `https://${random()}` })}.${random(64)}`,
  () => `${part({ alg: random(), typ: random() })}.${part({ [random()]: random() })}.`,
  () => issuer.token({ audience: random(), subject: random() }),
]

async function send(count: number): Promise<void> {
  for (let at = 0; at < count; at++) {
    for (const token of hostile) {
      const headers = { authorization: `Bearer ${token()}` }
      const outcome = await server.authorize({ method: 'GET', url: '/', headers })
      if (outcome.ok) throw new Error('a hostile token was accepted')
    }
  }
}

function heapBytes(): number {
  globalThis.gc?.()
  return process.memoryUsage().heapUsed
}

await send(700)
const before = heapBytes()
await send(700)
process.stdout.write(String(heapBytes() - before))
