import 'reflect-metadata'
import { once } from 'node:events'
import type { AddressInfo, Server } from 'node:net'
import { Controller, Module, UseGuards, type INestApplication } from '@nestjs/common'
import { NestFactory } from '@nestjs/core'
import {
  ClientProxyFactory,
  MessagePattern,
  Transport,
  type MicroserviceOptions,
} from '@nestjs/microservices'
import { WsAdapter } from '@nestjs/platform-ws'
import { SubscribeMessage, WebSocketGateway } from '@nestjs/websockets'
import { createTestIssuer } from '@qalqon/testing'
import { firstValueFrom } from 'rxjs'
import { WebSocket } from 'ws'
import { Open, RequireScope, resourceServer, ResourceServerModule } from '../src/index.js'

const issuer = createTestIssuer()
const api = resourceServer({ ...issuer.options })
const reached: string[] = []
beforeEach(() => void reached.splice(0))

@WebSocketGateway()
class Gateway {
  @SubscribeMessage('guarded')
  guarded() {
    reached.push('guarded')
    return { event: 'answer', data: 'guarded' }
  }

  @SubscribeMessage('open')
  @Open()
  open() {
    reached.push('open')
    return { event: 'answer', data: 'open' }
  }
}

@Controller()
class Handlers {
  @MessagePattern('guarded')
  @UseGuards(api)
  guarded(): string {
    reached.push('guarded')
    return 'guarded'
  }

  @MessagePattern('scoped')
  @RequireScope('read')
  scoped(): string {
    reached.push('scoped')
    return 'scoped'
  }

  @MessagePattern('open')
  @Open()
  open(): string {
    reached.push('open')
    return 'open'
  }
}

@Controller()
class Silent {
  @MessagePattern('silent')
  silent(): string {
    return 'silent'
  }
}

/** What Nest has logged. */
const logged: string[] = []
const log = (...told: unknown[]) => void logged.push(told.map(String).join(' '))
const logger = { log: () => undefined, error: log, warn: log }
beforeEach(() => void logged.splice(0))

let app: INestApplication
afterEach(() => app.close())

test('handlers of WebSockets are refused, and the log tells why; open ones are not', async () => {
  @Module({ imports: [ResourceServerModule.forRoot(api)], providers: [Gateway] })
  class AppModule {}
  app = await NestFactory.create(AppModule, { logger })
  app.useWebSocketAdapter(new WsAdapter(app))
  await app.listen(0, '127.0.0.1')
  const client = new WebSocket((await app.getUrl()).replace('http', 'ws'), {
    headers: { authorization: `Bearer ${issuer.token()}` },
  })
  await once(client, 'open')
  const ask = async (event: string) => {
    client.send(JSON.stringify({ event }))
    const [message] = (await once(client, 'message')) as [Buffer]
    return JSON.parse(message.toString()) as object
  }
  expect(await ask('open')).toEqual({ event: 'answer', data: 'open' })
  expect(await ask('guarded')).toMatchObject({ event: 'exception' })
  expect(reached).toEqual(['open'])
  expect(logged.join()).toMatch(/context: no token can be read in a handler of the type "ws".*@Open\(\)/)
  client.close()
})

test('handlers of microservices are refused, and the log tells why; open ones are not', async () => {
  @Module({ imports: [ResourceServerModule.forRoot(api)], controllers: [Handlers] })
  class AppModule {}
  app = await NestFactory.create(AppModule, { logger })
  const service = app.connectMicroservice<MicroserviceOptions>(
    { transport: Transport.TCP, options: { host: '127.0.0.1', port: 0 } },
    { inheritAppConfig: true },
  )
  await app.startAllMicroservices()
  await app.init()
  const { port } = service.unwrap<Server>().address() as AddressInfo
  const client = ClientProxyFactory.create({ transport: Transport.TCP, options: { host: '127.0.0.1', port } })
  const ask = async (pattern: string) => firstValueFrom(client.send<string>(pattern, {}))
  expect(await ask('open')).toBe('open')
  for (const pattern of ['guarded', 'scoped']) {
    await expect(ask(pattern)).rejects.toMatchObject({ status: 'error' })
  }
  expect(reached).toEqual(['open'])
  expect(logged.join()).toMatch(/no token can be read in a handler of the type "rpc"/)
  client.close()
})

test('a handler of a microservice that says nothing ends the start: Nest may not ask the guard about it', async () => {
  const start = async (openByDefault: boolean) => {
    @Module({ imports: [ResourceServerModule.forRoot(api, { openByDefault })], controllers: [Silent] })
    class AppModule {}
    app = await NestFactory.create(AppModule, { logger, abortOnError: false })
    await app.init()
  }
  await start(true)
  await app.close()
  await expect(start(false)).rejects.toThrow(/^Open: Silent\.silent is a handler of messages/)
})
