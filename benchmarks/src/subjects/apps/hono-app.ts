import { createAdaptorServer } from '@hono/node-server'
import { Hono, type MiddlewareHandler } from 'hono'
import { HTTPException } from 'hono/http-exception'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import type { RunningApp } from '../subject.js'
import { files, path } from './files.js'

/** The app that all subjects of Hono protect. */
export async function serveHono(...guards: readonly MiddlewareHandler[]): Promise<RunningApp> {
  const app = new Hono()
  for (const guard of guards) app.use(guard)
  app.get(path, (c) => c.json(files))
  // Hono writes each fault to the log otherwise.
  app.onError((fault, c) => (fault instanceof HTTPException ? fault.getResponse() : c.body(null, 500)))
  const server = createAdaptorServer({ fetch: app.fetch })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    port: (server.address() as AddressInfo).port,
    async close() {
      server.close()
      if ('closeAllConnections' in server) server.closeAllConnections()
      await once(server, 'close')
    },
  }
}
