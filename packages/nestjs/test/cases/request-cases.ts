import { Controller, Get, Module, Scope, VersioningType } from '@nestjs/common'
import { createTestIssuer } from '@qalqon/testing'
import { Auth, Open, RequireScope, ResourceServerModule, type AccessToken } from '../../src/index.js'
import { challengeScope, expectRefusal, RunningApps, type Platform } from '../support/running-app.js'

@Controller('files')
class Files {
  @Get()
  list() {
    return []
  }
}

/** What Nest does with requests on their way to the guard. */
export function requestCases(platform: Platform): void {
  const issuer = createTestIssuer()
  const apps = new RunningApps(platform)
  afterEach(() => apps.close())
  const token = (scope = '') => issuer.token({ scope, subject: 'alice' })

  test('9110-9.3.7-a: preflights are answered before the guard, and scripts of other origins may read refusals', async () => {
    @Module({ imports: [ResourceServerModule.forRoot({ ...issuer.options })], controllers: [Files] })
    class AppModule {}
    const send = await apps.start(AppModule, (app) => app.enableCors({ origin: 'https://app.example' }))
    const headers = { origin: 'https://app.example' }
    const preflight = { ...headers, 'access-control-request-method': 'GET' }
    expect((await send('/files', { method: 'OPTIONS', headers: preflight })).status).toBe(204)
    for (const path of ['/files', '/nowhere']) {
      const refused = await send(path, { headers })
      expectRefusal(refused, 401)
      expect(refused.headers.get('access-control-allow-origin')).toBe('https://app.example')
    }
  })

  test('a member named raw, where a body parser has left octets, is no message', async () => {
    if (platform === 'fastify') return
    @Module({ imports: [ResourceServerModule.forRoot({ ...issuer.options })], controllers: [Files] })
    class AppModule {}
    const send = await apps.start(AppModule, (app) => {
      app.use((request: { raw: unknown }, response: { raw: unknown }, next: () => void) => {
        request.raw = response.raw = Buffer.from('octets')
        next()
      })
    })
    expect((await send('/files', { token: token() })).status).toBe(200)
    expectRefusal(await send('/files'), 401)
  })

  test('controllers of a request, and versions of a path', async () => {
    @Controller({ path: 'scoped', scope: Scope.REQUEST, version: '2' })
    @RequireScope('scoped')
    class Scoped {
      @Get()
      get(@Auth() auth: AccessToken) {
        return { owner: auth.subject }
      }
      @Get('open')
      @Open()
      open() {
        return {}
      }
    }
    @Module({ imports: [ResourceServerModule.forRoot({ ...issuer.options })], controllers: [Scoped] })
    class AppModule {}
    const send = await apps.start(AppModule, (app) => void app.enableVersioning({ type: VersioningType.URI }))
    const refused = await send('/v2/scoped')
    expectRefusal(refused, 401)
    expect(challengeScope(refused)).toBe('scoped')
    expectRefusal(await send('/v2/scoped', { token: token() }), 403)
    expectRefusal(await send('/v1/scoped'), 401)
    expect((await send('/v2/scoped/open')).status).toBe(200)
    expect(JSON.parse((await send('/v2/scoped', { token: token('scoped') })).body)).toEqual({
      owner: 'alice',
    })
  })

  test('the request is the one that the client sent, whatever a middleware makes of its URL', async () => {
    const urls: (string | undefined)[] = []
    const onRefusal = ({ request }: { request?: { url: string } | undefined }) => void urls.push(request?.url)
    @Module({
      imports: [ResourceServerModule.forRoot({ ...issuer.options, onRefusal })],
      controllers: [Files],
    })
    class AppModule {}
    const send = await apps.start(AppModule, (app) => {
      app.use((req: { url: string }, _res: unknown, next: () => void) => {
        req.url = req.url.replace('/old/', '/')
        next()
      })
    })
    expectRefusal(await send('/old/files?a=1'), 401)
    expectRefusal(await send('/old/nowhere'), 401)
    expect(urls).toEqual(['/old/files?a=1', '/old/nowhere'])
  })
}
