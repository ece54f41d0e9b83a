import { Controller, Get, Module, Post, UseGuards, type Type } from '@nestjs/common'
import { NestFactory } from '@nestjs/core'
import { createTestIssuer } from '@qalqon/testing'
import {
  Auth,
  Open,
  RequireAccess,
  requireScope,
  RequireScope,
  resourceServer,
  ResourceServerGuard,
  ResourceServerModule,
  routesOf,
  type AccessToken,
} from '../../src/index.js'
import { RunningApps, type Platform } from '../support/running-app.js'

/** What can be known of routes before there is a request. */
export function declaredCases(platform: Platform): void {
  const issuer = createTestIssuer()
  const api = resourceServer({ ...issuer.options, optional: true })
  const admin = resourceServer({ ...issuer.options, audience: 'https://admin.example.com' })
  const apps = new RunningApps(platform)
  afterEach(() => apps.close())

  @Controller('files')
  class Files {
    @Get()
    list() {
      return []
    }
    @Get('me')
    me(@Auth() auth: AccessToken) {
      return auth.subject
    }
    @Get('health')
    @Open()
    health() {
      return {}
    }
    @Get('guarded')
    @UseGuards(ResourceServerGuard)
    guarded() {
      return {}
    }
    helper() {
      return 'no handler'
    }
  }
  @Controller('admin')
  @RequireScope('admin')
  class Admin {
    @Get()
    @UseGuards(admin)
    @RequireAccess({ maxAgeSeconds: 60 })
    all() {
      return []
    }
    @Post()
    @UseGuards(requireScope('write'))
    add() {
      return {}
    }
  }
  @Controller('photos')
  @UseGuards(admin)
  class Photos {
    @Get()
    all() {
      return []
    }
  }

  const routes = async (openByDefault: boolean) => {
    @Module({ controllers: [Admin, Photos] })
    class Feature {}
    @Module({
      imports: [ResourceServerModule.forRoot(api, { openByDefault }), Feature],
      controllers: [Files],
    })
    class AppModule {}
    const context = await NestFactory.createApplicationContext(AppModule, { logger: false })
    const declared = routesOf(context)
    await context.close()
    return declared
  }

  test('the routes of all modules, with what they require', async () => {
    const declared = await routes(false)
    const byName = Object.fromEntries(declared.map(({ name, ...route }) => [name, route]))
    const of = (authentication: string, ...requirements: object[]) => ({ authentication, requirements })
    expect(byName).toEqual({
      'Files.list': of('optional'),
      'Files.me': of('required'),
      'Files.health': of('none'),
      'Files.guarded': of('optional'),
      'Admin.all': of('required', { scope: ['admin'] }, { maxAgeSeconds: 60 }),
      'Admin.add': of('required', { scope: ['admin'] }, { scope: ['write'] }),
      'Photos.all': of('required'),
    })
  })

  test('with openByDefault, what asks for nothing is open', async () => {
    const open = (await routes(true)).filter(({ authentication }) => authentication === 'none')
    expect(open.map(({ name }) => name)).toEqual(['Files.list', 'Files.health'])
  })

  test('an audience that the resource server does not have ends the start, on whichever handler it is required', async () => {
    const start = async (controller: Type) => {
      @Module({ imports: [ResourceServerModule.forRoot(api)], controllers: [controller] })
      class AppModule {}
      return apps.start(AppModule)
    }
    @Controller()
    class Elsewhere {
      @Get()
      @RequireAccess({ audience: 'https://elsewhere.example.com' })
      get() {
        return {}
      }
    }
    await expect(start(Elsewhere)).rejects.toMatchObject({ name: 'ConfigurationFault', option: 'audience' })
    @Controller()
    class Own {
      @Get()
      @RequireAccess({ audience: issuer.audience })
      get() {
        return {}
      }
    }
    expect((await (await start(Own))('/', { token: issuer.token() })).status).toBe(200)
  })
}
