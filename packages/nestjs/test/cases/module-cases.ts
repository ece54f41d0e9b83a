import { Controller, Get, Injectable, Module, Post, UseGuards } from '@nestjs/common'
import { createTestIssuer } from '@qalqon/testing'
import {
  Auth,
  NestResourceServer,
  Open,
  RequireScope,
  resourceServer,
  ResourceServerGuard,
  ResourceServerModule,
  type AccessToken,
} from '../../src/index.js'
import { challengeScope, expectRefusal, RunningApps, type Platform } from '../support/running-app.js'

@Controller('files')
class Files {
  @Get()
  list(@Auth() auth: AccessToken) {
    return { owner: auth.subject }
  }

  @Get('health')
  @Open()
  health() {
    return { ok: true }
  }

  @Post()
  @RequireScope('files.write')
  add() {
    return {}
  }
}

@Controller('plain')
class Plain {
  @Get()
  silent() {
    return { ok: true }
  }

  @Get('guarded')
  @UseGuards(ResourceServerGuard)
  guarded() {
    return { ok: true }
  }
}

/** The module in an application: what it protects, and what it serves. */
export function moduleCases(platform: Platform): void {
  const issuer = createTestIssuer({ audience: 'https://api.example.com/v1' })
  const apps = new RunningApps(platform)
  afterEach(() => apps.close())
  const token = (scope = '') => issuer.token({ scope, subject: 'alice' })

  test('every route needs a token, of other modules too; an open one does not', async () => {
    @Module({ controllers: [Plain] })
    class Feature {}
    @Module({
      imports: [ResourceServerModule.forRoot({ ...issuer.options }), Feature],
      controllers: [Files],
    })
    class AppModule {}
    const send = await apps.start(AppModule)
    for (const path of ['/files', '/plain', '/plain/guarded']) {
      expectRefusal(await send(path), 401)
      expect((await send(path, { token: token() })).status).toBe(200)
    }
    expect(JSON.parse((await send('/files', { token: token() })).body)).toEqual({ owner: 'alice' })
    expect((await send('/files/health')).status).toBe(200)
    expect((await send('/files/health', { token: 'junk' })).status).toBe(200)
    const refused = await send('/files', { method: 'POST' })
    expectRefusal(refused, 401)
    expect(challengeScope(refused)).toBe('files.write')
    expectRefusal(await send('/files', { method: 'POST', token: token('other') }), 403)
    expect((await send('/files', { method: 'POST', token: token('files.write') })).status).toBe(201)
  })

  test.each([undefined, 'v1'])(
    'what no route answers is refused, with the global prefix %s',
    async (prefix) => {
      @Module({ imports: [ResourceServerModule.forRoot({ ...issuer.options })], controllers: [Files] })
      class AppModule {}
      const send = await apps.start(AppModule, (app) => {
        if (prefix !== undefined) app.setGlobalPrefix(prefix)
      })
      const base = prefix ? `/${prefix}` : ''
      for (const path of ['/nowhere', `${base}/nowhere`, `${base}/files/x/y`, '/']) {
        expectRefusal(await send(path), 401)
        expect((await send(path, { token: token() })).status).toBe(404)
      }
      expectRefusal(await send(`${base}/files`, { method: 'PUT' }), 401)
      expectRefusal(await send(`${base}/files`), 401)
      expect((await send(`${base}/files/health`)).status).toBe(200)
    },
  )

  test('open by default: routes that ask for nothing are open, all others are not', async () => {
    @Module({
      imports: [ResourceServerModule.forRoot({ ...issuer.options }, { openByDefault: true })],
      controllers: [Files, Plain],
    })
    class AppModule {}
    const send = await apps.start(AppModule)
    expect((await send('/plain')).status).toBe(200)
    expect((await send('/nowhere')).status).toBe(404)
    expectRefusal(await send('/plain/guarded'), 401)
    expect((await send('/plain/guarded', { token: token() })).status).toBe(200)
    expectRefusal(await send('/files'), 401)
    const refused = await send('/files', { method: 'POST' })
    expectRefusal(refused, 401)
    expect(challengeScope(refused)).toBe('files.write')
  })

  test('9728-3.1-a: the metadata is served at the root, to everybody, and challenges lead there', async () => {
    const options = { ...issuer.options, metadata: { resourceName: 'Files' } }
    @Module({
      imports: [ResourceServerModule.forRoot(options, { serveMetadata: true })],
      controllers: [Files],
    })
    class AppModule {}
    const send = await apps.start(AppModule, (app) => app.setGlobalPrefix('v1'))
    const path = '/.well-known/oauth-protected-resource/v1'
    const served = await send(path)
    expect(served.status).toBe(200)
    expect(JSON.parse(served.body)).toMatchObject({ resource: issuer.audience, resource_name: 'Files' })
    expect((await send('/v1/files')).headers.get('www-authenticate')).toContain(
      `resource_metadata="https://api.example.com${path}"`,
    )
  })

  test('metadata of an API whose identifier is no URL: the application does not start', async () => {
    const options = { ...issuer.options, audience: 'api://files' }
    @Module({ imports: [ResourceServerModule.forRoot(options, { serveMetadata: true })] })
    class AppModule {}
    await expect(apps.start(AppModule)).rejects.toMatchObject({
      name: 'ConfigurationFault',
      option: 'resource',
    })
  })

  test('forRootAsync: options of other providers, and the handle for whoever asks for it', async () => {
    @Injectable()
    class Settings {
      readonly audience = issuer.audience
    }
    @Module({ providers: [Settings], exports: [Settings] })
    class SettingsModule {}
    @Controller('tokens')
    class Tokens {
      constructor(private readonly api: NestResourceServer) {}
      @Post('revoke')
      async revoke(@Auth() auth: AccessToken) {
        await this.api.revoke(auth)
        return { keySets: Object.keys(this.api.stats().keySets) }
      }
    }
    @Module({
      imports: [
        ResourceServerModule.forRootAsync({
          imports: [SettingsModule],
          inject: [Settings],
          useFactory: (settings: Settings) => ({ ...issuer.options, audience: settings.audience }),
        }),
      ],
      controllers: [Tokens],
    })
    class AppModule {}
    const send = await apps.start(AppModule)
    expectRefusal(await send('/tokens/revoke', { method: 'POST' }), 401)
    const revoked = token()
    const answer = await send('/tokens/revoke', { method: 'POST', token: revoked })
    expect(JSON.parse(answer.body)).toEqual({ keySets: [issuer.issuer] })
    expectRefusal(await send('/tokens/revoke', { method: 'POST', token: revoked }), 401)
  })

  test('forRootAsync: what the factory cannot be built of ends the start', async () => {
    @Module({
      imports: [
        ResourceServerModule.forRootAsync({
          useFactory: async () => Promise.resolve({ ...issuer.options, audience: '' }),
        }),
      ],
    })
    class AppModule {}
    await expect(apps.start(AppModule)).rejects.toMatchObject({
      name: 'ConfigurationFault',
      option: 'audience',
    })
  })

  test('a route that another resource server guards is left to it', async () => {
    const audience = 'https://admin.example.com'
    const admin = resourceServer({ ...issuer.options, audience })
    @Controller('admin')
    @UseGuards(admin)
    class Admin {
      @Get()
      @RequireScope('admin')
      all(@Auth() auth: AccessToken) {
        return auth.audience
      }
    }
    @Module({
      imports: [ResourceServerModule.forRoot(resourceServer({ ...issuer.options }))],
      controllers: [Files, Admin],
    })
    class AppModule {}
    const send = await apps.start(AppModule)
    expectRefusal(await send('/admin', { token: token('admin') }), 401)
    expectRefusal(await send('/admin', { token: issuer.token({ audience }) }), 403)
    expect(challengeScope(await send('/admin'))).toBe('admin')
    expect((await send('/admin', { token: issuer.token({ audience, scope: 'admin' }) })).status).toBe(200)
    expectRefusal(await send('/files', { token: issuer.token({ audience }) }), 401)
  })

  test('without the module, guards of a resource server stand alone', async () => {
    const api = resourceServer({ ...issuer.options })
    @Controller('photos')
    class Photos {
      @Get()
      @UseGuards(api.requireScope('photos.read'))
      list() {
        return []
      }
      @Get('open')
      open() {
        return []
      }
      @Get('orphan')
      @RequireScope('photos.read')
      orphan() {
        return []
      }
    }
    @Module({ controllers: [Photos] })
    class AppModule {}
    const send = await apps.start(AppModule)
    expect(challengeScope(await send('/photos'))).toBe('photos.read')
    expect((await send('/photos', { token: token('photos.read') })).status).toBe(200)
    expect((await send('/photos/open')).status).toBe(200)
    expect((await send('/photos/orphan', { token: token('photos.read') })).status).toBe(500)
  })
}
