import type { Middleware } from 'koa'
import { noChecks } from '../checks.js'
import type { AppSubject } from '../subject.js'
import { serveKoa } from './koa-app.js'

const common = { framework: 'Koa 3', kind: 'yardstick', packages: ['koa'], checks: noChecks } as const

export const koaBare: AppSubject = { ...common, name: 'bare app', start: () => serveKoa() }

const pass: Middleware = (_ctx, next) => next()

export const koaPassing: AppSubject = {
  ...common,
  name: 'bare app with two middlewares that do nothing',
  start: () => serveKoa(pass, pass),
}
