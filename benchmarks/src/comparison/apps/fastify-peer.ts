import fastify, { type FastifyInstance, type FastifyRequest } from 'fastify'
import type { RunningApp } from '../../subjects/subject.js'

type Verify = (request: FastifyRequest) => Promise<unknown>

/** An app of Fastify with the error handler that Fastify has by itself. */
export async function serveFastifyPeer(
  verifyOf: (app: FastifyInstance) => Promise<Verify>,
): Promise<RunningApp> {
  const app = fastify()
  const verify = await verifyOf(app)
  app.addHook('onRequest', async (request) => {
    await verify(request)
  })
  app.get('/', () => [])
  const address = await app.listen({ port: 0, host: '127.0.0.1' })
  return { port: Number(new URL(address).port), close: () => app.close() }
}
