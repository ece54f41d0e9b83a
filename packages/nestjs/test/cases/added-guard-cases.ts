import { Controller, Get, Injectable, Module, Res, UseGuards, type ExecutionContext } from '@nestjs/common'
import { APP_GUARD } from '@nestjs/core'
import { createTestIssuer } from '@qalqon/testing'
import {
  getAuth,
  Open,
  OptionalAuth,
  requireScope,
  resourceServer,
  ResourceServerGuard,
  ResourceServerModule,
  type NestResourceServer,
} from '../../src/index.js'
import { RunningApps, type Platform } from '../support/running-app.js'

/** Guards of the application and of a route add up, and none takes the process or a route along. */
export function addedGuardCases(platform: Platform): void {
  const apps = new RunningApps(platform)
  const issuer = createTestIssuer()
  afterEach(() => apps.close())

  function controllerFor(api: NestResourceServer) {
    @Controller()
    class Files {
      @Get('plain')
      plain() {
        return 'ok'
      }
      @Get('own')
      @UseGuards(api)
      own() {
        return 'ok'
      }
      @Get('scope')
      @UseGuards(api.requireScope('files.write'))
      scope() {
        return 'ok'
      }
      @Get('class')
      @UseGuards(ResourceServerGuard)
      byClass() {
        return 'ok'
      }
    }
    return Files
  }
  const paths = ['/plain', '/own', '/scope', '/class']

  test('what a guard of the whole application requires holds on routes with guards of their own', async () => {
    const api = resourceServer({ ...issuer.options })
    @Module({
      imports: [ResourceServerModule.forRoot(api)],
      controllers: [controllerFor(api)],
      providers: [{ provide: APP_GUARD, useValue: api.requireScope('api') }],
    })
    class AppModule {}
    const send = await apps.start(AppModule)
    const statuses = async (scope: string) =>
      Promise.all(paths.map(async (path) => (await send(path, { token: issuer.token({ scope }) })).status))
    expect(await statuses('files.write')).toEqual([403, 403, 403, 403])
    expect(await statuses('api')).toEqual([200, 200, 403, 200])
    expect(await statuses('api files.write')).toEqual([200, 200, 200, 200])
  })

  test('guards of the whole application that read the token come behind the one that is first there', async () => {
    const api = resourceServer({ ...issuer.options })
    @Module({
      imports: [ResourceServerModule.forRoot(api)],
      controllers: [controllerFor(api)],
      providers: [
        { provide: APP_GUARD, useClass: ResourceServerGuard },
        { provide: APP_GUARD, useValue: requireScope('api') },
      ],
    })
    class AppModule {}
    const send = await apps.start(AppModule)
    for (const path of paths) {
      expect((await send(path, { token: issuer.token({ scope: 'api files.write' }) })).status).toBe(200)
      expect((await send(path, { token: issuer.token({ scope: 'files.write' }) })).status).toBe(403)
      expect((await send(path)).status).toBe(401)
    }
  })

  test('a guard that extends ours asks for a token where its controller is open', async () => {
    @Injectable()
    class Mine extends ResourceServerGuard {
      override canActivate(context: ExecutionContext) {
        return super.canActivate(context)
      }
    }
    @Controller()
    @Open()
    class News {
      @Get('open')
      open() {
        return 'ok'
      }
      @Get('mine')
      @UseGuards(Mine)
      mine() {
        return 'ok'
      }
    }
    @Module({ imports: [ResourceServerModule.forRoot({ ...issuer.options })], controllers: [News] })
    class AppModule {}
    const send = await apps.start(AppModule)
    expect((await send('/open')).status).toBe(200)
    expect((await send('/mine')).status).toBe(401)
    expect((await send('/mine', { token: issuer.token() })).status).toBe(200)
  })

  test('an answer that somebody has begun harms nobody', async () => {
    const unhandled: unknown[] = []
    const note = (reason: unknown) => void unhandled.push(reason)
    process.on('unhandledRejection', note)
    const api = resourceServer({ ...issuer.options, optional: true })
    @Controller()
    class Streams {
      @Get('late')
      @Open()
      early() {
        return 'ok'
      }
      @Get('part')
      part(
        @OptionalAuth() _auth: unknown,
        @Res() response: { raw?: Response; write?: (text: string) => void },
      ) {
        const node = (response.raw ?? response) as unknown as { write(text: string): void; req: object }
        node.write('part')
        return getAuth(node.req)
      }
    }
    @Module({ imports: [ResourceServerModule.forRoot(api)], controllers: [Streams] })
    class AppModule {}
    const send = await apps.start(AppModule, (app) => {
      app.use((request: { url: string }, response: { end(text: string): void }, next: () => void) => {
        if (request.url.startsWith('/ended')) response.end('ended')
        next()
      })
    })
    try {
      expect(await send('/ended', { token: 'none' })).toMatchObject({ status: 200, body: 'ended' })
      // Fastify itself does not bear handlers that write to the response of Node.
      if (platform === 'express') await send('/part').catch(() => undefined)
      expect((await send('/late')).status).toBe(200)
      await new Promise(setImmediate)
      expect(unhandled).toEqual([])
    } finally {
      process.off('unhandledRejection', note)
    }
  })
}
