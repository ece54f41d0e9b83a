// What a user of the packed tarballs does, in JavaScript: decorators are functions, and are called by hand.
import 'reflect-metadata'
import assert from 'node:assert/strict'
import { Controller, Get, Module, Req } from '@nestjs/common'
import { NestFactory } from '@nestjs/core'
import { FastifyAdapter } from '@nestjs/platform-fastify'
import { getAuth, Open, RequireScope, ResourceServerModule } from '@qalqon/nestjs'
import { createTestIssuer } from '@qalqon/testing'

const issuer = createTestIssuer()
const on = (type, name, ...decorators) => {
  const descriptor = Object.getOwnPropertyDescriptor(type.prototype, name)
  for (const decorate of decorators) decorate(type.prototype, name, descriptor)
}

class Files {
  list(request) {
    return { owner: getAuth(request).subject }
  }
  health() {
    return { ok: true }
  }
}
Req()(Files.prototype, 'list', 0)
on(Files, 'list', Get('files'), RequireScope('files.read'))
on(Files, 'health', Get('health'), Open())
Controller()(Files)

class AppModule {}
Module({
  imports: [ResourceServerModule.forRoot({ ...issuer.options }, { serveMetadata: true })],
  controllers: [Files],
})(AppModule)
assert.throws(() => RequireScope(), { name: 'ConfigurationFault' })

for (const adapter of [undefined, new FastifyAdapter()]) {
  const app = await (adapter
    ? NestFactory.create(AppModule, adapter, { logger: false })
    : NestFactory.create(AppModule, { logger: false }))
  await app.listen(0, '127.0.0.1')
  const url = await app.getUrl()
  const get = (path, token) =>
    fetch(url + path, { headers: token ? { authorization: `Bearer ${token}` } : {} })
  const refused = await get('/files')
  assert.equal(refused.status, 401)
  assert.match(refused.headers.get('www-authenticate'), /scope="files.read"/)
  assert.equal((await get('/files', issuer.token())).status, 403)
  const token = issuer.token({ scope: 'files.read', subject: 'ann' })
  assert.deepEqual(await (await get('/files', token)).json(), { owner: 'ann' })
  assert.equal((await get('/health')).status, 200)
  assert.equal((await get('/nowhere')).status, 401)
  assert.equal((await get('/.well-known/oauth-protected-resource')).status, 200)
  await app.close()
}
console.log('nestjs: ok')
