import 'reflect-metadata'
import { ApolloDriver, type ApolloDriverConfig } from '@nestjs/apollo'
import { Module, type INestApplication } from '@nestjs/common'
import { NestFactory } from '@nestjs/core'
import { Context, GraphQLModule, Query, Resolver } from '@nestjs/graphql'
import { createDpopProver, createTestIssuer } from '@qalqon/testing'
import {
  Auth,
  getAuth,
  Open,
  OptionalAuth,
  RequireScope,
  resourceServer,
  ResourceServerModule,
  type AccessToken,
  type QalqonEvent,
} from '../src/index.js'

let issuer: ReturnType<typeof createTestIssuer>
const events: QalqonEvent[] = []

@Resolver()
class Answers {
  @Query(() => String)
  @Open()
  version(): string {
    return '1'
  }

  @Query(() => String)
  me(@Auth() auth: AccessToken): string {
    return auth.subject
  }

  @Query(() => String)
  anybody(@OptionalAuth() auth: AccessToken | undefined): string {
    return auth?.subject ?? 'nobody'
  }

  @Query(() => String)
  thrown(@Context() { req }: { req: object }): string {
    return getAuth(req).subject
  }

  @Query(() => String)
  @RequireScope('files.read')
  files(): string {
    return 'files'
  }

  @Query(() => String)
  @RequireScope('photos.read')
  photos(): string {
    return 'photos'
  }
}

let app: INestApplication
async function start(options: Partial<Parameters<typeof resourceServer>[0]> = {}): Promise<void> {
  const api = resourceServer({ ...issuer.options, onEvent: (event) => events.push(event), ...options })

  @Module({
    imports: [
      ResourceServerModule.forRoot(api),
      GraphQLModule.forRoot<ApolloDriverConfig>({ driver: ApolloDriver, autoSchemaFile: true }),
    ],
    providers: [Answers],
  })
  class AppModule {}

  app = await NestFactory.create(AppModule, { logger: false })
  await app.listen(0, '127.0.0.1')
}
afterEach(() => app.close())
beforeEach(() => {
  issuer = createTestIssuer()
  events.splice(0)
})

interface Answer {
  readonly data: Record<string, string> | null
  readonly errors?: readonly { message: string; extensions: { code: string } }[]
}

async function ask(query: string, headers: Record<string, string> = {}) {
  const response = await fetch(`${await app.getUrl()}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ query }),
  })
  const { data, errors = [] } = (await response.json()) as Answer
  return {
    data,
    codes: errors.map(({ extensions }) => extensions.code),
    messages: errors.map(({ message }) => message),
    challenge: response.headers.get('www-authenticate'),
  }
}

const bearer = (scope = '') => ({ authorization: `Bearer ${issuer.token({ scope, subject: 'alice' })}` })

test('resolvers are guarded, each for itself, and tell why they refuse', async () => {
  await start()
  expect((await ask('{ version }')).data).toEqual({ version: '1' })
  expect(await ask('{ me }')).toEqual({
    data: null,
    codes: ['UNAUTHENTICATED'],
    messages: ['An access token is required'],
    challenge: `Bearer realm="${issuer.audience}"`,
  })
  expect((await ask('{ anybody }')).codes).toEqual(['UNAUTHENTICATED'])
  const lacking = await ask('{ photos }', bearer('files.read'))
  expect(lacking.codes).toEqual(['FORBIDDEN'])
  expect(lacking.challenge).toMatch(/scope="photos.read", error="insufficient_scope"/)
  expect((await ask('{ me }', { authorization: 'Bearer' })).codes).toEqual(['BAD_REQUEST'])
  expect((await ask('{ me anybody files }', bearer('files.read'))).data).toEqual({
    me: 'alice',
    anybody: 'alice',
    files: 'files',
  })
})

test('with optional, a resolver that takes the token refuses anonymous requests', async () => {
  await start({ optional: true })
  expect((await ask('{ anybody version }')).data).toEqual({ anybody: 'nobody', version: '1' })
  expect((await ask('{ me }')).codes).toEqual(['UNAUTHENTICATED'])
  const thrown = await ask('{ thrown }')
  expect([thrown.codes, thrown.challenge]).toEqual([['UNAUTHENTICATED'], `Bearer realm="${issuer.audience}"`])
})

test('an issuer that cannot be reached is no fault of the client', async () => {
  await start()
  issuer.outage('unreachable')
  expect(await ask('{ me }', bearer())).toMatchObject({ codes: ['SERVICE_UNAVAILABLE'], challenge: null })
})

test('9449-11.1-a: resolvers that run at the same time look at a proof once', async () => {
  await start({ dpop: 'required' })
  const prover = createDpopProver()
  const url = 'https://api.test/graphql'
  const token = issuer.token({ boundTo: prover, subject: 'alice', scope: 'files.read' })
  const headers = { ...prover.headers({ url, token, method: 'POST' }) }
  // No key is there yet, so that all of them wait.
  expect((await ask('{ me anybody files }', headers)).data).toEqual({
    me: 'alice',
    anybody: 'alice',
    files: 'files',
  })
  expect(events.filter(({ type }) => type === 'token_accepted')).toHaveLength(1)
  expect((await ask('{ me }', headers)).codes).toEqual(['UNAUTHENTICATED'])
})
