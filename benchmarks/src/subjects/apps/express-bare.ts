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
