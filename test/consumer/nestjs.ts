// What a user of the packed tarballs writes with NestJS, in TypeScript. It is compiled to CommonJS, as projects of NestJS are, and run.
import 'reflect-metadata'
import assert from 'node:assert/strict'
import { Controller, Get, Injectable, Module, Post, UseGuards } from '@nestjs/common'
import { NestFactory } from '@nestjs/core'
import {
  Auth,
  NestResourceServer,
  Open,
  RequireAccess,
  RequireScope,
  resourceServer,
  ResourceServerModule,
  type AccessToken,
} from '@qalqon/nestjs'
import { createTestIssuer } from '@qalqon/testing'

const issuer = createTestIssuer()
const photos = resourceServer({ ...issuer.options, audience: 'https://photos.example.com' })

@Injectable()
class Sessions {
  constructor(private readonly api: NestResourceServer) {}

  async end(token: AccessToken): Promise<void> {
    await this.api.revoke(token)
  }
}

@Controller('files')
@RequireScope('files.read')
class FilesController {
  constructor(private readonly sessions: Sessions) {}

  @Get()
  list(@Auth() auth: AccessToken) {
    return { owner: auth.subject }
  }

  @Get('health')
  @Open()
  health() {
    return { ok: true }
  }

  @Post('logout')
  @RequireAccess({ subjectType: 'user', check: ({ claims }) => claims.plan !== 'free' })
  async logout(@Auth() auth: AccessToken): Promise<void> {
    await this.sessions.end(auth)
  }
}

@Controller('photos')
@UseGuards(photos.requireScope('photos.read'))
class PhotosController {
  @Get()
  list() {
    return []
  }
}

@Module({
  imports: [ResourceServerModule.forRootAsync({ useFactory: () => ({ ...issuer.options }) })],
  controllers: [FilesController, PhotosController],
  providers: [Sessions],
})
class AppModule {}

// @ts-expect-error a decorator without a scope would protect nothing
assert.throws(() => RequireScope(), { name: 'ConfigurationFault' })
// @ts-expect-error the audience is required
assert.throws(() => ResourceServerModule.forRoot({ issuer: 'https://auth.example.com' }))

async function main(): Promise<void> {
  const app = await NestFactory.create(AppModule, { logger: false })
  await app.listen(0, '127.0.0.1')
  const url = await app.getUrl()
  const status = async (path: string, token?: string, method = 'GET') =>
    (await fetch(url + path, { method, headers: token ? { authorization: `Bearer ${token}` } : {} })).status
  const token = issuer.token({ scope: 'files.read' })
  assert.deepEqual(
    [await status('/files'), await status('/files/health'), await status('/photos', token)],
    [401, 200, 401],
  )
  assert.equal(await status('/files', token), 200)
  assert.equal(await status('/files/logout', token, 'POST'), 201)
  assert.equal(await status('/files', token), 401)
  await app.close()
  console.log('nestjs in TypeScript: ok')
}
void main()
