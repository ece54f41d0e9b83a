import type { RequestHandler } from 'express'
import { noChecks } from '../checks.js'
import type { AppSubject } from '../subject.js'
import { serveExpress } from './express-app.js'

const common = { framework: 'Express 5', kind: 'yardstick', packages: ['express'], checks: noChecks } as const

/** The measure: the app without anything in front of it. */
export const expressBare: AppSubject = {
  ...common,
  name: 'bare app',
  start: () => serveExpress({}),
}

const pass: RequestHandler = (_req, _res, next) => next()

/** What Express itself takes for two middlewares, whatever they do. */
export const expressPassing: AppSubject = {
  ...common,
  name: 'bare app with two middlewares that do nothing',
  start: () => serveExpress({ app: pass, route: pass }),
}

/** The least that a library can take which finds its keys over the issuer's metadata: the two requests, and nothing done with them. */
export const expressFetching: AppSubject = {
  ...common,
  name: 'bare app that fetches metadata and key set',
  setup: "two requests of Node's own `fetch`, which was loaded before; no token is looked at",
  start({ issuer }) {
    Reflect.get(globalThis, 'Headers')
    let fetched: Promise<unknown> | undefined
    return serveExpress({
      app: (_req, _res, next) => {
        fetched ??= fetchKeys(issuer)
        fetched.then(() => next(), next)
      },
    })
  },
}

async function fetchKeys(issuer: string): Promise<unknown> {
  const metadata = await fetch(`${issuer}/.well-known/openid-configuration`)
  const { jwks_uri } = (await metadata.json()) as { jwks_uri: string }
  return (await fetch(jwks_uri)).json()
}
