import 'reflect-metadata'
import { once } from 'node:events'
import { ApolloDriver, type ApolloDriverConfig } from '@nestjs/apollo'
import { Module, type INestApplication } from '@nestjs/common'
import { NestFactory } from '@nestjs/core'
import { GraphQLModule, Query, Resolver, Subscription } from '@nestjs/graphql'
import { createTestIssuer } from '@qalqon/testing'
import { WebSocket } from 'ws'
import { Auth, resourceServer, ResourceServerModule, type AccessToken } from '../src/index.js'

const issuer = createTestIssuer()
const api = resourceServer({ ...issuer.options })

@Resolver()
class Ticks {
  @Query(() => String)
  me(@Auth() auth: AccessToken) {
    return auth.subject
  }
  @Subscription(() => String, { resolve: (value: string) => value })
  async *ticks(@Auth() auth: AccessToken) {
    yield await Promise.resolve(`tick for ${auth.subject}`)
  }
}

const graphql: ApolloDriverConfig = {
  driver: ApolloDriver,
  autoSchemaFile: true,
  subscriptions: { 'graphql-ws': true },
}
@Module({
  imports: [ResourceServerModule.forRoot(api), GraphQLModule.forRoot<ApolloDriverConfig>(graphql)],
  providers: [Ticks],
})
class AppModule {}

let app: INestApplication
let client: WebSocket | undefined
beforeAll(async () => {
  app = await NestFactory.create(AppModule, { logger: false })
  await app.listen(0, '127.0.0.1')
})
afterEach(() => client?.terminate())
afterAll(() => app.close())

interface Message {
  readonly id?: string
  readonly type: string
  readonly payload?: unknown
}

/** Opens a WebSocket; what it returns sends an operation, and waits for the first answer to it. */
async function open(token?: string) {
  const headers = token === undefined ? {} : { authorization: `Bearer ${token}` }
  const url = `${(await app.getUrl()).replace('http', 'ws')}/graphql`
  const socket = new WebSocket(url, 'graphql-transport-ws', { headers })
  client = socket
  await once(socket, 'open')
  const answer = async (id?: string) => {
    for (;;) {
      const [data] = (await once(socket, 'message')) as [Buffer]
      const message = JSON.parse(data.toString()) as Message
      if (message.id === id) return JSON.stringify(message.payload ?? message.type)
    }
  }
  const acknowledged = answer()
  socket.send(JSON.stringify({ type: 'connection_init' }))
  await acknowledged
  let count = 0
  return async (query: string) => {
    const id = String((count += 1))
    const next = answer(id)
    socket.send(JSON.stringify({ id, type: 'subscribe', payload: { query } }))
    return next
  }
}

test('operations over a WebSocket are checked by its handshake', async () => {
  const ask = await open(issuer.token({ subject: 'alice' }))
  expect(await ask('subscription { ticks }')).toContain('tick for alice')
  expect(await ask('{ me }')).toContain('"alice"')
  const anonymous = await open()
  expect(await anonymous('subscription { ticks }')).toContain('An access token is required')
  expect(await anonymous('{ me }')).toContain('An access token is required')
})

test('each operation learns whether the token was revoked since', async () => {
  const ask = await open(issuer.token({ subject: 'bob' }))
  expect(await ask('{ me }')).toContain('"bob"')
  await api.revoke({ issuer: issuer.issuer, subject: 'bob' }, issuer.clock() + 1000)
  expect(await ask('{ me }')).toContain('The access token was revoked')
  expect(await ask('subscription { ticks }')).toContain('The access token was revoked')
})

test('each operation learns whether the token has expired since', async () => {
  const ask = await open(issuer.token({ subject: 'carol' }))
  expect(await ask('{ me }')).toContain('"carol"')
  issuer.clock.advance(3600)
  expect(await ask('{ me }')).toContain('The access token expired')
})
