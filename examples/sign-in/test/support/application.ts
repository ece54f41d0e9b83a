import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import express, { type Request, type Response } from 'express'
import {
  memoryStores,
  SignIn,
  type SignedIn,
  type SignInEvent,
  type SignInOptions,
  type SignInOutcome,
} from '../../src/index.js'

type Act = (req: Request, res: Response) => Promise<unknown>

/** A small web application on the kit: its pages are JSON, and tests tell it what to do in a request. */
export class Application {
  readonly events: SignInEvent[] = []
  readonly outcomes: SignInOutcome[] = []
  /** What `POST /act` does. */
  act: Act = () => Promise.resolve()
  /** Milliseconds that its clock is ahead. */
  ahead = 0
  #signIn: SignIn | undefined

  private constructor(
    readonly url: string,
    readonly stop: () => void,
  ) {}

  get signIn(): SignIn {
    if (!this.#signIn) throw new Error('not configured')
    return this.#signIn
  }

  /** @returns one that listens, so that an issuer can be told its address; {@link configure} makes it whole */
  static async listen(): Promise<Application> {
    const app = express()
    const server = app.listen(0, '127.0.0.1')
    await once(server, 'listening')
    const { port } = server.address() as AddressInfo
    const application = new Application(`http://127.0.0.1:${port}`, () => {
      server.closeAllConnections()
      server.close()
    })
    app.use((req, res, next) => application.#handle(req, res, next))
    return application
  }

  #handle: express.RequestHandler = (_req, res) => void res.status(503).end()

  /** What each request of a browser does from now on, in the name of whoever is signed in there. */
  onRequest(act: (user: SignedIn, req: Request) => Promise<unknown>): void {
    this.act = async (req) => {
      const visitor = await this.signIn.visitor(req)
      if (visitor.status !== 'signed_in') throw new Error('nobody is signed in')
      return act(visitor.signedIn, req)
    }
  }

  configure(options: Pick<SignInOptions, 'issuer' | 'resources'> & Partial<SignInOptions>): this {
    const clock = () => Date.now() + this.ahead
    const signIn = new SignIn({
      part: 'photo-print',
      origin: this.url,
      clientId: 'photo-print',
      clientSecret: 'photo-print-sample-secret',
      scope: 'openid profile email offline_access files.read',
      stores: memoryStores(clock),
      clock,
      onEvent: (event) => this.events.push(event),
      ...options,
    })
    this.#signIn = signIn
    const router = express.Router()
    router.use(signIn.sessions)
    router.use(
      signIn.routes((outcome, _req, res) => {
        this.outcomes.push(outcome)
        res.redirect(303, outcome.back)
      }),
    )
    router.get('/begin', (req, res) => signIn.begin(req, res, { prompt: 'consent', back: '/me' }))
    router.get('/silently', (req, res) => signIn.begin(req, res, { prompt: 'none', back: '/me' }))
    router.get('/me', async (req, res) => {
      const visitor = await signIn.visitor(req)
      const claims = visitor.status === 'signed_in' ? visitor.signedIn.claims : undefined
      res.json({ status: visitor.status, sub: claims?.sub })
    })
    router.post('/act', async (req, res) => {
      const answer = await this.act(req, res)
      if (!res.headersSent) res.json(answer ?? {})
    })
    const onError: express.ErrorRequestHandler = (error: Error, _req, res, next) => {
      if (res.headersSent) next(error)
      else res.status(500).json({ error: error.name })
    }
    router.use(onError)
    this.#handle = router
    return this
  }
}
