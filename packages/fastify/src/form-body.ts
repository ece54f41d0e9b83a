import { ConfigurationFault, type ResourceRequest } from '@qalqon/core'
import type { FastifyInstance } from 'fastify'
import { requestOf, type GuardedRequest } from './hook.js'

const formType = 'application/x-www-form-urlencoded'

/** Requests whose body our own parser has left for the guard. */
const leftUnread = new WeakSet()

/**
 * Lets forms through to the guard, which reads them within its own bounds and leaves what stands in them on `request.body`. Where the
 * app has a parser for forms, that one reads them.
 */
export function letFormsThrough(instance: FastifyInstance): void {
  if (instance.hasContentTypeParser(formType)) return
  instance.addContentTypeParser(formType, (request, _payload, done) => {
    leftUnread.add(request.raw)
    done(null)
  })
}

/** A request of which the form counts too, and is there. What a guard reads before Fastify does, Fastify would wait for. */
export function requestWithForm(request: GuardedRequest): ResourceRequest {
  const resourceRequest = requestOf(request)
  const form = resourceRequest.form?.bind(resourceRequest)
  return Object.assign(resourceRequest, {
    form: () => {
      if (isUnread(request.raw) && !leftUnread.has(request.raw)) {
        throw new ConfigurationFault(
          'bearerMethods',
          "with 'body' the guard has to come after the parser of forms: use it as a hook of preValidation or preHandler",
        )
      }
      return form?.()
    },
  })
}

function isUnread(message: object): boolean {
  const { readableDidRead, readableEnded } = message as { readableDidRead?: boolean; readableEnded?: boolean }
  return readableDidRead === false && readableEnded === false
}
