import { parse } from 'node:querystring'
import type { Handler, Routes } from '@qalqon/testing/adapters'
import type { LogoutHandler, Middleware } from '../src/index.js'
import type { FetchAdapter } from './fetch-door.js'

type Answer = (request: Request) => Response | Promise<Response>

/** A part of the way of a request: it answers, or calls the rest of the way. */
type Step = (path: string, rest: Answer) => Answer

/** The smallest router that does what those of frameworks do: the steps stand in the order of their registration. */
export class Router implements Routes<Middleware> {
  readonly #steps: Step[] = []
  readonly #adapter: FetchAdapter
  readonly #tell: (error: unknown) => void

  /** @param tell an error handler of the application, which is told of each error once */
  constructor(adapter: FetchAdapter, tell: (error: unknown) => void) {
    this.#adapter = adapter
    this.#tell = tell
  }

  use(middleware: Middleware): void {
    this.#steps.push((_path, rest) => middleware(rest))
  }

  get(path: string, guards: readonly Middleware[], handler: Handler): void {
    this.#route(['GET', 'HEAD'], path, guards, handler)
  }

  post(path: string, guards: readonly Middleware[], handler: Handler): void {
    this.#route(['POST'], path, guards, handler)
  }

  receiveLogouts(path: string, receiver: object): void {
    this.#steps.push((at, rest) => (at === path ? (receiver as LogoutHandler) : rest))
  }

  mount(prefix: string, build: (routes: Routes<Middleware>) => void): void {
    const child = new Router(this.#adapter, this.#tell)
    build(child)
    this.#steps.push((path, rest) =>
      path.startsWith(`${prefix}/`) ? child.#wayOf(path.slice(prefix.length), rest) : rest,
    )
  }

  /** Answers a request; guards are put around what stands behind them when it comes. */
  async answer(request: Request): Promise<Response> {
    try {
      const { pathname } = new URL(request.url)
      return await this.#wayOf(pathname, () => new Response(null, { status: 404 }))(request)
    } catch (error) {
      this.#tell(error)
      return new Response(null, { status: 500 })
    }
  }

  #wayOf(path: string, end: Answer): Answer {
    const from = (at: number): Answer => {
      const step = this.#steps[at]
      return step ? async (request) => step(path, from(at + 1))(request) : end
    }
    return from(0)
  }

  #route(methods: string[], route: string, guards: readonly Middleware[], handler: Handler): void {
    this.#steps.push((path, rest) => (request) => {
      if (path !== route || !methods.includes(request.method)) return rest(request)
      return guards.reduceRight<Answer>((guarded, guard) => guard(guarded), this.#telling(handler))(request)
    })
  }

  /** The error handler stands behind the guards too: those that answer a fault by themselves throw it to nobody. */
  #telling(handler: Handler): Answer {
    return async (request) => {
      try {
        return await answerOf(handler, this.#adapter)(request)
      } catch (error) {
        this.#tell(error)
        throw error
      }
    }
  }
}

const answerOf =
  (handler: Handler, { getAuth, getOptionalAuth }: FetchAdapter): Answer =>
  async (request) => {
    const headers = new Headers({ 'content-type': 'application/json' })
    const answer = await handler({
      getAuth: () => getAuth(request),
      attached: () => getOptionalAuth(request),
      readBody: () => request.text(),
      parsedBody: async () => parse(await request.text()),
      message: request,
      setField: (name, value) => headers.set(name, value),
    })
    return new Response(JSON.stringify(answer), { headers })
  }
