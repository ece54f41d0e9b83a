import {
  Controller,
  Get,
  Module,
  UseGuards,
  type CanActivate,
  type ExecutionContext,
  type Type,
} from '@nestjs/common'
import { APP_GUARD } from '@nestjs/core'
import { createTestIssuer } from '@qalqon/testing'
import {
  Auth,
  getAuth,
  Open,
  RequireAccess,
  RequireAnyScope,
  requireScope,
  RequireScope,
  resourceServer,
  ResourceServerGuard,
  ResourceServerModule,
  type AccessToken,
} from '../../src/index.js'
import { challengeScope, expectRefusal, RunningApps, type Platform } from '../support/running-app.js'

/** What stands at handlers and at controllers, and how it adds up. */
export function routeCases(platform: Platform): void {
  const issuer = createTestIssuer()
  const api = resourceServer({ ...issuer.options })
  const apps = new RunningApps(platform)
  afterEach(() => apps.close())

  const serve = async (controllers: Type[], providers: object[] = []) => {
    @Module({
      imports: [ResourceServerModule.forRoot(api)],
      controllers,
      providers: providers as [],
    })
    class AppModule {}
    return apps.start(AppModule)
  }
  const token = (scope = '', claims = {}) => issuer.token({ scope, claims })

  test('what controller and handler require adds up, and each refusal names all of its scopes', async () => {
    let checks = 0
    const check = ({ claims }: AccessToken) => {
      checks++
      return claims.plan !== 'free'
    }
    @Controller('files')
    @RequireScope('files.read')
    class Files {
      @Get()
      list() {
        return []
      }
      @Get('admin')
      @RequireScope('files.admin')
      @RequireAnyScope('audit', 'root')
      @RequireAccess({ roles: ['editor'], check })
      @RequireAnyScope('eu', 'us')
      admin() {
        return []
      }
    }
    const send = await serve([Files])
    expect(challengeScope(await send('/files'))).toBe('files.read')
    const all = 'files.read files.admin eu'
    expect(challengeScope(await send('/files/admin'))).toBe(all)
    const status = async (scope: string, claims: object = { roles: ['editor'] }) =>
      send('/files/admin', { token: token(scope, claims) })
    for (const scope of ['files.read', 'files.admin us', 'files.read files.admin']) {
      const lacking = await status(scope)
      expectRefusal(lacking, 403)
      expect(challengeScope(lacking)).toBe(all)
    }
    expect(challengeScope(await status('files.read files.admin us'))).toBe('audit')
    expectRefusal(await status('files.read files.admin us root', { roles: [] }), 403)
    expectRefusal(await status('files.read files.admin us root', { roles: ['editor'], plan: 'free' }), 403)
    checks = 0
    expect((await status('files.read files.admin us root')).status).toBe(200)
    expect(checks).toBe(1)
  })

  test('what is nearer to the handler wins, and openness is not inherited', async () => {
    @Controller('open')
    @Open()
    class OpenController {
      @Get()
      open() {
        return []
      }
      @Get('read')
      @RequireScope('read')
      read() {
        return []
      }
      @Get('me')
      me(@Auth() auth: AccessToken) {
        return auth.scopes
      }
    }
    @Controller('heir')
    class Heir extends OpenController {}
    @Controller('closed')
    @RequireScope('closed')
    class Closed {
      @Get()
      closed() {
        return []
      }
      @Get('open')
      @Open()
      open() {
        return []
      }
      @Get('both')
      @Open()
      @RequireScope('both')
      both() {
        return []
      }
    }
    @Controller('closed-heir')
    @Open()
    class ClosedHeir extends Closed {}

    const send = await serve([OpenController, Heir, Closed, ClosedHeir])
    const statuses = async (...paths: string[]) =>
      Promise.all(paths.map(async (path) => (await send(path)).status))
    expect(await statuses('/open', '/open/read', '/open/me')).toEqual([200, 401, 401])
    expect(await statuses('/heir', '/heir/read')).toEqual([401, 401])
    expect(await statuses('/closed', '/closed/open', '/closed/both')).toEqual([401, 200, 401])
    expect(challengeScope(await send('/closed/both'))).toBe('closed both')
    expect(await statuses('/closed-heir', '/closed-heir/open')).toEqual([401, 200])
  })

  test('decorators hold in any order with guards, on controllers and on handlers', async () => {
    const other = resourceServer({ ...issuer.options })
    @Controller('above')
    @UseGuards(other)
    @RequireScope('controller')
    class Above {
      @Get()
      @RequireScope('handler')
      get() {
        return []
      }
    }
    @Controller('below')
    @RequireScope('controller')
    class Below {
      @Get()
      @RequireScope('handler')
      @UseGuards(other.requireScope('guard'))
      get() {
        return []
      }
      @Get('injected')
      @RequireScope('handler')
      @UseGuards(ResourceServerGuard)
      injected() {
        return []
      }
    }
    const send = await serve([Above, Below])
    for (const [path, scope] of [
      ['/above', 'controller handler'],
      ['/below', 'guard controller handler'],
      ['/below/injected', 'controller handler'],
    ] as const) {
      expect(challengeScope(await send(path))).toBe(scope)
      expectRefusal(await send(path, { token: token('controller') }), 403)
      expect((await send(path, { token: token(scope) })).status).toBe(200)
    }
  })

  test('guards of the whole application: what they require, and guards of your own that read the token', async () => {
    const seen: string[] = []
    class OwnGuard implements CanActivate {
      canActivate(context: ExecutionContext): boolean {
        seen.push(getAuth(context.switchToHttp().getRequest()).subject)
        return true
      }
    }
    @Controller('files')
    class Files {
      @Get()
      list() {
        return []
      }
    }
    @Controller('health')
    @Open()
    class Health {
      @Get()
      ok() {
        return {}
      }
    }
    const send = await serve(
      [Files],
      [
        { provide: APP_GUARD, useClass: ResourceServerGuard },
        { provide: APP_GUARD, useValue: requireScope('app') },
        { provide: APP_GUARD, useClass: OwnGuard },
      ],
    )
    expectRefusal(await send('/files'), 401)
    expect(challengeScope(await send('/files', { token: token() }))).toBe('app')
    expect(seen).toEqual([])
    expect((await send('/files', { token: token('app') })).status).toBe(200)
    expect(seen).toEqual(['user-1'])

    const open = await serve(
      [Health],
      [
        { provide: APP_GUARD, useClass: ResourceServerGuard },
        { provide: APP_GUARD, useValue: requireScope('app') },
      ],
    )
    expect((await open('/health')).status).toBe(200)
  })

  test('decorators that ask for nothing, or for what is no scope, are not built', () => {
    const unchecked = [RequireScope, RequireAnyScope] as ((...scopes: unknown[]) => unknown)[]
    for (const build of unchecked) {
      for (const scopes of [[], [''], ['a b'], [['read']]]) {
        expect(() => build(...scopes)).toThrow(expect.objectContaining({ name: 'ConfigurationFault' }))
      }
    }
    expect(() => RequireAccess({})).toThrow(/at least one of scope/)
    // Without its parentheses a decorator is called with what it stands on.
    expect(() => unchecked[0]!(class Files extends Array {})).toThrow(
      expect.objectContaining({ name: 'ConfigurationFault' }),
    )
  })
}
