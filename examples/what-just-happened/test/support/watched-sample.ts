import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { type ExpressResourceServer, requireScope, resourceServer } from '@qalqon/express'
import express, { type Express } from 'express'
import { freePort } from 'sample-system/free-port'
import { RunningPart } from 'sample-system/running-part'
import { memoryStores, SignIn } from 'sign-in'
import { observed } from '../../src/express.js'
import { explainDecisions, observation, type Observation } from '../../src/index.js'
import { createObserver } from '../../src/observer/app.js'
import { StepLog } from '../../src/observer/step-log.js'

const stepsKey = 'the-key-of-this-test-run'

/** The issuer of the sample as a process, and in this one an observer, a web client and an API, all of them watched. */
export class WatchedSample {
  readonly log = new StepLog()
  readonly #opened: (() => unknown)[] = []

  private constructor(
    readonly urls: {
      readonly observer: string
      readonly client: string
      readonly drive: string
      readonly issuer: string
    },
    readonly watched: Observation,
  ) {}

  static async start(): Promise<WatchedSample> {
    const servers = [createServer(), createServer(), createServer()] as const
    const [observer, client, drive] = (await Promise.all(servers.map(listen))) as [string, string, string]
    const port = await freePort()
    const urls = { observer, client, drive, issuer: `http://127.0.0.1:${port}` }
    const watched = observation({ stepsUrl: observer, stepsKey })
    const sample = new WatchedSample(urls, watched)
    servers[0].on('request', createObserver({ stepsKey, origin: observer, log: sample.log }))
    servers[1].on('request', sample.#client())
    servers[2].on('request', sample.#drive())
    for (const server of servers) sample.#opened.push(() => close(server))
    await sample.#startIssuer(port)
    return sample
  }

  /** All that the observer holds, and all that it shows. */
  async everything(): Promise<string> {
    const pages = await Promise.all(
      ['en', 'uz'].map(async (language) => {
        const response = await fetch(`${this.urls.observer}/what-just-happened?language=${language}`)
        return response.text()
      }),
    )
    return [JSON.stringify(this.log.steps), ...pages].join('\n')
  }

  async stop(): Promise<void> {
    for (const close of this.#opened.reverse()) await close()
  }

  async #startIssuer(port: number): Promise<void> {
    const { issuer, client, drive, observer } = this.urls
    const dataDir = await mkdtemp(join(tmpdir(), 'watched-'))
    const environment = {
      PORT: String(port),
      ISSUER: issuer,
      DATA_DIR: dataDir,
      DRIVE_AUDIENCE: drive,
      PHOTO_PRINT_URL: client,
      STEPS_URL: observer,
      STEPS_KEY: stepsKey,
    }
    const folder = resolve(__dirname, '../../../authorization-server')
    const part = new RunningPart({
      name: 'issuer',
      folder,
      port,
      portVariable: 'PORT',
      url: issuer,
      environment,
    })
    this.#opened.push(
      () => rm(dataDir, { recursive: true, force: true }),
      () => part.stop(),
    )
    await part.ready
  }

  /** Photo Print, as small as it can be. */
  #client(): Express {
    const { client, drive, issuer } = this.urls
    const signIn = new SignIn({
      part: 'photo-print',
      origin: client,
      issuer,
      clientId: 'photo-print',
      clientSecret: 'photo-print-sample-secret',
      scope: 'openid profile email offline_access files.read',
      resources: [drive],
      dpop: true,
      stores: memoryStores(Date.now),
      ...this.watched.clientAs('photo-print', { [issuer]: 'authorization-server', [drive]: 'drive' }),
    })
    const app = express()
    app.use(observed(this.watched, () => 'photo-print', client))
    app.use(signIn.sessions)
    app.use(signIn.routes((outcome, _req, res) => res.redirect(303, outcome.back)))
    app.get('/begin', (req, res) => signIn.begin(req, res, { prompt: 'consent', back: '/' }))
    app.get('/files', async (req, res) => {
      const visitor = await signIn.visitor(req)
      if (visitor.status !== 'signed_in') return void res.status(401).end()
      const { response } = await visitor.signedIn.fetch(`${drive}/files`, {
        method: req.query.method === 'POST' ? 'POST' : 'GET',
      })
      await response.body?.cancel()
      res.json({ status: response.status })
    })
    app.get('/refresh', async (req, res) => {
      const visitor = await signIn.visitor(req)
      if (visitor.status === 'signed_in') await visitor.signedIn.refresh()
      res.json({})
    })
    app.get('/', (_req, res) => void res.send('home'))
    return app
  }

  #drive(): Express {
    const { drive, issuer } = this.urls
    const api: ExpressResourceServer = resourceServer({
      issuer,
      audience: drive,
      publicUrl: drive,
      dpop: 'allowed',
      fetch: this.watched.fetchAs('drive', { [issuer]: 'authorization-server' }),
      onEvent: explainDecisions((...sent) => api.explain(...sent)),
    })
    const app = express()
    app.use(observed(this.watched, () => 'drive', drive))
    app.use(api)
    app.get('/files', requireScope('files.read'), (_req, res) => void res.json([]))
    app.post('/files', requireScope('files.write'), (_req, res) => void res.status(201).end())
    return app
  }
}

async function listen(server: Server): Promise<string> {
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

function close(server: Server): Promise<void> {
  server.closeAllConnections()
  return new Promise((resolve) => server.close(() => resolve()))
}
