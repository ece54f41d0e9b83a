import 'reflect-metadata'
import type { INestApplication, NestApplicationOptions, Type } from '@nestjs/common'
import { NestFactory } from '@nestjs/core'
import { ExpressAdapter } from '@nestjs/platform-express'
import { FastifyAdapter } from '@nestjs/platform-fastify'

export type Platform = 'express' | 'fastify'

export interface Answer {
  readonly status: number
  readonly headers: Headers
  readonly body: string
}

export interface RequestOptions {
  readonly method?: string
  readonly token?: string
  readonly headers?: Record<string, string>
  /** A stream is sent in chunks, and nobody knows its length before. */
  readonly body?: string | ReadableStream
}

/** The applications of a test, on loopback; `close` ends all of them. */
export class RunningApps {
  readonly #platform: Platform
  readonly #open: INestApplication[] = []

  constructor(platform: Platform) {
    this.#platform = platform
  }

  /** Starts an application. It listens when `prepare` has done to it what a `main.ts` does. */
  async start(
    root: Type,
    prepare: (app: INestApplication) => void = () => undefined,
    options: NestApplicationOptions = {},
  ): Promise<(path: string, options?: RequestOptions) => Promise<Answer>> {
    const adapter = this.#platform === 'fastify' ? new FastifyAdapter() : new ExpressAdapter()
    const app = await NestFactory.create(root, adapter, {
      logger: false,
      abortOnError: false,
      ...options,
    })
    this.#open.push(app)
    prepare(app)
    await app.listen(0, '127.0.0.1')
    const url = await app.getUrl()
    return async (path, { token, headers = {}, ...init } = {}) => {
      const authorization = token === undefined ? {} : { authorization: `Bearer ${token}` }
      const response = await fetch(url + path, {
        ...init,
        headers: { ...authorization, ...headers },
        ...(init.body instanceof ReadableStream && { duplex: 'half' }),
      })
      return { status: response.status, headers: response.headers, body: await response.text() }
    }
  }

  async close(): Promise<void> {
    for (const app of this.#open.splice(0)) await app.close()
  }
}

/** The scope of the one challenge of an answer. */
export const challengeScope = ({ headers }: Answer): string | undefined =>
  /scope="([^"]*)"/.exec(headers.get('www-authenticate') ?? '')?.[1]

/** What every refusal has, whatever filters the application has. */
export function expectRefusal({ status, headers, body }: Answer, expected: number): void {
  expect({
    status,
    challenge: headers.get('www-authenticate')?.startsWith('Bearer realm="'),
    type: headers.get('content-type'),
    cache: headers.get('cache-control'),
    problem: (JSON.parse(body) as { status: number }).status,
  }).toEqual({
    status: expected,
    challenge: true,
    type: 'application/problem+json',
    cache: 'no-store',
    problem: expected,
  })
}
