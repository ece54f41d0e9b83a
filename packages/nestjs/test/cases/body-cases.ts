import { Body, Controller, HttpCode, Module, Post } from '@nestjs/common'
import { createTestIssuer } from '@qalqon/testing'
import {
  Auth,
  RequireScope,
  resourceServer,
  ResourceServerModule,
  type AccessToken,
} from '../../src/index.js'
import { expectRefusal, RunningApps, type Platform } from '../support/running-app.js'

@Controller('files')
class Files {
  @Post()
  @HttpCode(200)
  @RequireScope('files.write')
  add(@Auth() auth: AccessToken, @Body() body: object) {
    return { owner: auth.subject, names: Object.keys(body) }
  }
}

/** Bodies that the parsers of Nest read, before its guards. */
export function bodyCases(platform: Platform): void {
  const issuer = createTestIssuer()
  const apps = new RunningApps(platform)
  afterEach(() => apps.close())
  const access_token = (scope = 'files.write') => issuer.token({ scope, subject: 'alice' })

  const start = async (options: object = {}) => {
    const api = resourceServer({ ...issuer.options, bearerMethods: ['header', 'body'] })
    @Module({ imports: [ResourceServerModule.forRoot(api)], controllers: [Files] })
    class AppModule {}
    const send = await apps.start(AppModule, undefined, options)
    return async (fields: Record<string, string> | ReadableStream, path = '/files', token?: string) =>
      send(path, {
        method: 'POST',
        headers: {
          'content-type': 'application/x-www-form-urlencoded',
          ...(token !== undefined && { authorization: `Bearer ${token}` }),
        },
        body: fields instanceof ReadableStream ? fields : new URLSearchParams(fields).toString(),
      })
  }

  test.each([{}, { rawBody: true }])(
    '6750-2.2-b: a form that Nest has parsed carries a token: %j',
    async (options) => {
      const post = await start(options)
      const answer = await post({ a: '1', access_token: access_token() })
      expect(JSON.parse(answer.body)).toEqual({ owner: 'alice', names: ['a', 'access_token'] })
      expect(answer.headers.get('cache-control')).toBe('private, no-store')
      expectRefusal(await post({ a: '1' }), 401)
      expectRefusal(await post({}), 401)
      expectRefusal(await post({ access_token: access_token('other') }), 403)
      expectRefusal(await post({ access_token: access_token() }, '/files', access_token()), 400)
      expectRefusal(await post({ access_token: issuer.expired() }, '/nowhere'), 401)
      expect((await post({ access_token: access_token() }, '/nowhere')).status).toBe(404)
    },
  )

  test('a body that Nest cannot parse is refused by Nest, before anybody looks at the token', async () => {
    const api = resourceServer({ ...issuer.options })
    @Module({ imports: [ResourceServerModule.forRoot(api)], controllers: [Files] })
    class AppModule {}
    const send = await apps.start(AppModule)
    const headers = { 'content-type': 'application/json' }
    expect((await send('/files', { method: 'POST', headers, body: '{' })).status).toBe(400)
    expectRefusal(await send('/files', { method: 'POST', headers, body: '{}' }), 401)
  })

  if (platform === 'express') {
    test('6750-2.2-b: without a parser of Nest the guard reads forms, within its own bounds', async () => {
      const post = await start({ bodyParser: false })
      const answer = await post({ a: '1', access_token: access_token() })
      expect(JSON.parse(answer.body)).toEqual({ owner: 'alice', names: ['a', 'access_token'] })
      const tooLarge = await post(new Blob([`a=${'x'.repeat(70_000)}`]).stream())
      expectRefusal(tooLarge, 400)
      // Nobody reads the rest of it.
      expect(tooLarge.headers.get('connection')).toBe('close')
    })
  }
}
