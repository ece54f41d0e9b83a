import type { preValidationHookHandler } from 'fastify'
import { noChecks } from '../checks.js'
import type { AppSubject } from '../subject.js'
import { serveFastify } from './fastify-app.js'

const common = { framework: 'Fastify 5', kind: 'yardstick', packages: ['fastify'], checks: noChecks } as const

export const fastifyBare: AppSubject = { ...common, name: 'bare app', start: () => serveFastify(() => []) }

const pass: preValidationHookHandler = (_request, _reply, done) => done()

export const fastifyPassing: AppSubject = {
  ...common,
  name: 'bare app with two hooks that do nothing',
  start: () => serveFastify(() => [pass, pass]),
}
