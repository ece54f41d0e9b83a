import 'reflect-metadata'
import { Controller, Get, Module, type INestApplication } from '@nestjs/common'
import { Test } from '@nestjs/testing'
import { createTestIssuer } from '@qalqon/testing'
import request from 'supertest'
import {
  Auth,
  NestResourceServer,
  RequireScope,
  resourceServer,
  ResourceServerModule,
  type AccessToken,
} from '../src/index.js'

@Controller('files')
class FilesController {
  @Get()
  @RequireScope('files.read')
  list(@Auth() auth: AccessToken) {
    return { owner: auth.subject }
  }
}

@Module({
  imports: [
    ResourceServerModule.forRoot({
      issuer: 'https://auth.example.com',
      audience: 'https://api.example.com',
    }),
  ],
  controllers: [FilesController],
})
class AppModule {}

let app: INestApplication | undefined
afterEach(() => app?.close())

test('the resource server can be overridden by one that trusts the issuer of the tests', async () => {
  const issuer = createTestIssuer({ audience: 'https://api.example.com' })
  const testing = await Test.createTestingModule({ imports: [AppModule] })
    .overrideProvider(NestResourceServer)
    .useValue(resourceServer({ ...issuer.options }))
    .compile()
  app = testing.createNestApplication()
  await app.init()
  const get = (path: string, token?: string) =>
    request(app!.getHttpServer() as never)
      .get(path)
      .set(token === undefined ? {} : { Authorization: `Bearer ${token}` })
  const token = issuer.token({ scope: 'files.read', subject: 'alice' })
  expect((await get('/files', token).expect(200)).body).toEqual({ owner: 'alice' })
  await get('/files', issuer.token()).expect(403)
  await get('/files').expect(401)
  await get('/nowhere').expect(401)
  await get('/nowhere', token).expect(404)
})

test('what is put in its place without being one ends the start', async () => {
  const testing = Test.createTestingModule({ imports: [AppModule] })
    .overrideProvider(NestResourceServer)
    .useValue({ canActivate: () => true })
  await expect(testing.compile()).rejects.toThrow(/expected what resourceServer\(…\) returns/)
})
