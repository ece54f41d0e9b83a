import {
  Catch,
  Controller,
  Get,
  HttpException,
  Injectable,
  Module,
  Req,
  UseFilters,
  UseGuards,
  type ArgumentsHost,
  type CanActivate,
  type ExceptionFilter,
  type ExecutionContext,
} from '@nestjs/common'
import { HttpAdapterHost } from '@nestjs/core'
import { createTestIssuer } from '@qalqon/testing'
import {
  Auth,
  getAuth,
  getOptionalAuth,
  OptionalAuth,
  RequireScope,
  resourceServer,
  ResourceServerModule,
  TokenFaultFilter,
  type AccessToken,
} from '../../src/index.js'
import { expectRefusal, RunningApps, type Platform } from '../support/running-app.js'

@Injectable()
class OwnGuard implements CanActivate {
  canActivate(context: ExecutionContext): boolean {
    return getAuth(context.switchToHttp().getRequest()).subject !== ''
  }
}

@Controller()
class News {
  @Get('news')
  news(@OptionalAuth() auth: AccessToken | undefined, @Req() request: object) {
    return { reader: auth?.subject ?? 'anybody', same: getOptionalAuth(request) === auth }
  }

  @Get('mine')
  mine(@Auth() auth: AccessToken) {
    return { reader: auth.subject }
  }

  @Get('called')
  called(@Req() request: object) {
    return { reader: getAuth(request).subject }
  }

  @Get('guarded')
  @UseGuards(OwnGuard)
  guarded() {
    return {}
  }

  @Get('read')
  @RequireScope('read')
  read() {
    return {}
  }

  @Get('fails')
  fails(): never {
    throw new Error('out of paper')
  }
}

/** What a filter from the documentation of Nest does, that catches everything. */
@Catch()
class CatchEverything implements ExceptionFilter {
  static caught: unknown[] = []
  constructor(private readonly host: HttpAdapterHost) {}

  catch(exception: unknown, host: ArgumentsHost): void {
    CatchEverything.caught.push(exception)
    const status = exception instanceof HttpException ? exception.getStatus() : 500
    this.host.httpAdapter.reply(host.switchToHttp().getResponse(), { own: true }, status)
  }
}

/** The same, beside ours. */
@Catch()
class CatchTheRest extends TokenFaultFilter {
  override catch(exception: unknown, host: ArgumentsHost): unknown {
    CatchEverything.caught.push(exception)
    return super.catch(exception, host)
  }
}

/** Refusals, and faults that handlers throw, with the exception filters of applications. */
export function faultCases(platform: Platform): void {
  const issuer = createTestIssuer()
  const apps = new RunningApps(platform)
  afterEach(() => apps.close())
  beforeEach(() => void CatchEverything.caught.splice(0))

  const start = async (filter?: 'everything' | 'the-rest' | 'at-controller') => {
    const api = resourceServer({ ...issuer.options, optional: true })
    @UseFilters(CatchEverything)
    @Controller()
    class FilteredNews extends News {}
    @Module({
      imports: [ResourceServerModule.forRoot(api)],
      controllers: [filter === 'at-controller' ? FilteredNews : News],
    })
    class AppModule {}
    return apps.start(AppModule, (app) => {
      const host = app.get(HttpAdapterHost)
      if (filter === 'everything') app.useGlobalFilters(new CatchEverything(host))
      if (filter === 'the-rest') app.useGlobalFilters(new CatchTheRest(host.httpAdapter))
    })
  }

  test.each([undefined, 'everything', 'the-rest', 'at-controller'] as const)(
    'refusals are answered as they stand, and no filter hears of them: %s',
    async (filter) => {
      const send = await start(filter)
      expectRefusal(await send('/mine'), 401)
      expectRefusal(await send('/news', { token: issuer.expired() }), 401)
      expectRefusal(await send('/read'), 401)
      expectRefusal(await send('/read', { token: issuer.token() }), 403)
      expectRefusal(await send('/nowhere', { token: 'junk' }), 401)
      expect(CatchEverything.caught).toEqual([])
      expect(JSON.parse((await send('/news')).body)).toEqual({ reader: 'anybody', same: true })
      const token = issuer.token({ subject: 'alice' })
      for (const path of ['/news', '/mine', '/called']) {
        expect(JSON.parse((await send(path, { token })).body)).toMatchObject({ reader: 'alice' })
      }
    },
  )

  test.each([undefined, 'the-rest'] as const)(
    '9110-11.6.1-a: a fault that a handler, or a guard, throws is answered with its challenge: %s',
    async (filter) => {
      const send = await start(filter)
      expectRefusal(await send('/called'), 401)
      expectRefusal(await send('/guarded'), 401)
      expect((await send('/fails')).status).toBe(500)
      expect((await send('/nowhere')).status).toBe(404)
      expect(CatchEverything.caught.map((error) => (error as Error).name)).toEqual(
        filter ? ['TokenFault', 'TokenFault', 'Error', 'NotFoundException'] : [],
      )
    },
  )

  test('a filter of your own that catches everything is handed the fault, and answers it itself', async () => {
    const send = await start('everything')
    const answer = await send('/called')
    expect([answer.status, answer.body]).toEqual([500, '{"own":true}'])
    expect(CatchEverything.caught).toMatchObject([{ name: 'TokenFault', status: 401 }])
  })
}
