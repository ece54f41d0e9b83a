import fastify, { type FastifyInstance, type preValidationHookHandler } from 'fastify'
import type { RunningApp } from '../subject.js'
import { files, path } from './files.js'

/** The app that all subjects of Fastify protect. */
export async function serveFastify(
  guardsOf: (app: FastifyInstance) => preValidationHookHandler[] | Promise<preValidationHookHandler[]>,
): Promise<RunningApp> {
  const app = fastify()
  app.get(path, { preValidation: await guardsOf(app) }, () => files)
  const address = await app.listen({ port: 0, host: '127.0.0.1' })
  return { port: Number(new URL(address).port), close: () => app.close() }
}
