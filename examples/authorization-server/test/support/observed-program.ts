/**
 * The server with somebody who watches it: a line of JSON on standard output for each answer and each event. The variable
 * WATCHED names the events.
 */
import { createAuthorizationServer } from '../../src/authorization-server.js'
import { readEnvironment } from '../../src/environment.js'

async function main(): Promise<void> {
  const tell = (line: unknown) => process.stdout.write(`${JSON.stringify(line)}\n`)
  const server = await createAuthorizationServer(readEnvironment(process.env), undefined, (provider) => {
    const emitter: NodeJS.EventEmitter = provider
    for (const event of process.env.WATCHED?.split(' ') ?? []) emitter.on(event, () => tell({ event }))
    return async (ctx, next) => {
      await next()
      tell({ path: ctx.path, status: ctx.status, route: ctx.oidc?.route, client: ctx.oidc?.client?.clientId })
    }
  })
  await server.listen()
  process.stdout.write('ready\n')
  process.on('SIGTERM', () => void server.close().then(() => process.exit()))
}

void main()
