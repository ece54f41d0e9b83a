import { requireAccess } from '@qalqon/express'
import { type RequestHandler, Router } from 'express'
import { privateAnswer } from '../http/caching.js'
import { jsonBody } from '../http/json-body.js'
import { onlyMethods } from '../http/methods.js'
import { requireUser } from '../http/user.js'
import type { Access, Operation } from './operation.js'

const methods = ['get', 'post', 'put', 'patch', 'delete'] as const

/**
 * The routes of operations. Those that are not open go behind what verifies the token.
 *
 * `/trash/` is what is left of `/trash/{id}` where an id is missing, and no other way to write `/trash`: it must not empty it.
 */
export function apiRoutes(operations: readonly Operation[]): Router {
  const router = Router({ strict: true })
  for (const operation of operations) {
    const { method, path, access, input, run } = operation
    const body = input.json ? [jsonBody] : []
    router[method](expressPath(path), ...guards(access), ...body, run)
  }
  for (const path of new Set(operations.map((operation) => operation.path))) {
    router.all(expressPath(path), onlyMethods(...methodsOf(operations, path)))
  }
  return router
}

/** A token was verified before. What belongs to users is nothing for clients that act for themselves. */
function guards(access: Access): RequestHandler[] {
  if (typeof access === 'string') return []
  const { scope, maxAgeSeconds } = access
  return [
    privateAnswer,
    requireUser,
    requireAccess({ scope: [scope], ...(maxAgeSeconds !== undefined && { maxAgeSeconds }) }),
  ]
}

function methodsOf(operations: readonly Operation[], path: string): string[] {
  const known = new Set(operations.filter((one) => one.path === path).map(({ method }) => method))
  return methods
    .filter((method) => known.has(method))
    .flatMap((method) => (method === 'get' ? ['GET', 'HEAD'] : [method.toUpperCase()]))
}

function expressPath(path: string): string {
  return path.replace(/\{(\w+)\}/g, ':$1')
}
