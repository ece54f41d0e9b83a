import 'reflect-metadata'
import { ApolloFederationDriver, type ApolloFederationDriverConfig } from '@nestjs/apollo'
import { Module, type INestApplication, type Type } from '@nestjs/common'
import { NestFactory } from '@nestjs/core'
import {
  Directive,
  Field,
  GraphQLModule,
  ID,
  ObjectType,
  Query,
  ResolveField,
  ResolveReference,
  Resolver,
} from '@nestjs/graphql'
import { createTestIssuer } from '@qalqon/testing'
import { Open, RequireScope, ResourceServerModule } from '../src/index.js'

const issuer = createTestIssuer()

@ObjectType()
@Directive('@key(fields: "id")')
class Person {
  @Field(() => ID) id!: string
  @Field(() => String) salary!: string
}

@Resolver(() => Person)
@RequireScope('people.read')
class People {
  @Query(() => Person)
  person() {
    return { id: '1' }
  }
  @ResolveField(() => String)
  @RequireScope('salary.read')
  salary() {
    return '100000'
  }
  @ResolveReference()
  reference({ id }: { id: string }) {
    return { id }
  }
}

@Resolver(() => Person)
class SilentReference {
  @Query(() => Person)
  person() {
    return { id: '1' }
  }
  @ResolveReference()
  reference({ id }: { id: string }) {
    return { id, salary: '1' }
  }
}

@Resolver(() => Person)
class OpenReference {
  @Query(() => Person)
  person() {
    return { id: '1' }
  }
  @ResolveReference()
  @Open()
  reference({ id }: { id: string }) {
    return { id, salary: '1' }
  }
}

let app: INestApplication | undefined
afterEach(async () => {
  await app?.close()
  app = undefined
})

async function start(resolver: Type, fieldResolverEnhancers: ('guards' | 'filters')[]): Promise<void> {
  const graphql: ApolloFederationDriverConfig = {
    driver: ApolloFederationDriver,
    autoSchemaFile: { federation: 2 },
    fieldResolverEnhancers,
  }
  @Module({
    imports: [
      ResourceServerModule.forRoot({ ...issuer.options }),
      GraphQLModule.forRoot<ApolloFederationDriverConfig>(graphql),
    ],
    providers: [resolver],
  })
  class AppModule {}
  const made = await NestFactory.create(AppModule, { logger: false, abortOnError: false })
  app = made
  await made.listen(0, '127.0.0.1')
}

async function ask(query: string, scope?: string) {
  const authorization = scope === undefined ? {} : { authorization: `Bearer ${issuer.token({ scope })}` }
  const response = await fetch(`${await app!.getUrl()}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...authorization },
    body: JSON.stringify({ query }),
  })
  const { data, errors } = (await response.json()) as {
    data: unknown
    errors?: { extensions: { code: string } }[]
  }
  return { data, codes: errors?.map(({ extensions }) => extensions.code) }
}

const entity =
  '{ _entities(representations: [{ __typename: "Person", id: "1" }]) { ... on Person { id salary } } }'

test('fields and references are guarded where Nest asks guards about them', async () => {
  await start(People, ['guards'])
  expect(await ask(entity)).toEqual({ data: { _entities: [null] }, codes: ['UNAUTHENTICATED'] })
  expect(await ask(entity, 'people.read')).toMatchObject({ codes: ['FORBIDDEN'] })
  const read = { data: { _entities: [{ id: '1', salary: '100000' }] }, codes: undefined }
  expect(await ask(entity, 'people.read salary.read')).toEqual(read)
  expect(await ask('{ person { salary } }', 'people.read')).toMatchObject({ codes: ['FORBIDDEN'] })
})

test.each([
  ['a field that asks for a scope', People],
  ['a reference that says nothing', SilentReference],
])('where it does not, %s does not start', async (_what, resolver) => {
  await expect(start(resolver, [])).rejects.toThrow(
    /^fieldResolverEnhancers: Nest asks no guard about \w+\.\w+/,
  )
})

test('a reference that is marked as open does', async () => {
  await start(OpenReference, [])
  expect(await ask(entity)).toMatchObject({ data: { _entities: [{ id: '1', salary: '1' }] } })
  expect(await ask('{ person { id } }')).toMatchObject({ codes: ['UNAUTHENTICATED'] })
})
