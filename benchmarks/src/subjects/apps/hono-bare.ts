import type { MiddlewareHandler } from 'hono'
import { noChecks } from '../checks.js'
import type { AppSubject } from '../subject.js'
import { serveHono } from './hono-app.js'

const common = {
  framework: 'Hono 4',
  kind: 'yardstick',
  packages: ['hono', '@hono/node-server'],
  checks: noChecks,
} as const

export const honoBare: AppSubject = { ...common, name: 'bare app', start: () => serveHono() }

const pass: MiddlewareHandler = (_c, next) => next()

export const honoPassing: AppSubject = {
  ...common,
  name: 'bare app with two middlewares that do nothing',
  start: () => serveHono(pass, pass),
}
