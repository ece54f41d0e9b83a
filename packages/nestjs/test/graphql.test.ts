import 'reflect-metadata'
import { ApolloDriver, type ApolloDriverConfig } from '@nestjs/apollo'
import { Module, type INestApplication } from '@nestjs/common'
import { NestFactory } from '@nestjs/core'
import { GraphQLModule, Query, Resolver } from '@nestjs/graphql'
import { createDpopProver, createTestIssuer } from '@qalqon/testing'
import {
  Auth,
  Open,
  OptionalAuth,
  RequireScope,
  resourceServer,
  ResourceServerModule,
  type AccessToken,
  type QalqonEvent,
} from '../src/index.js'

const issuer = createTestIssuer()
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
beforeEach(() => void events.splice(0))

async function ask(query: string, headers: Record<string, string> = {}) {
  const response = await fetch(`${await app.getUrl()}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ query }),
  })
  return { status: response.status, challenge: response.headers.get('www-authenticate'), text: await response.text() }
}

test('probe', async () => {
  await start()
  console.log(await ask('{ version }'), await ask('{ me }'), await ask('{ files }', { authorization: `Bearer ${issuer.token()}` }))
  console.log(await ask('{ files photos me anybody }', { authorization: `Bearer ${issuer.token({ scope: 'files.read' })}` }))
})
