import { PATH_METADATA } from '@nestjs/common/constants.js'
import { MetadataScanner, Reflector, type ModulesContainer } from '@nestjs/core'
import type { Handler } from './route.js'

/** A handler of a controller. */
export interface HandlerOfController {
  readonly controller: Handler
  readonly handler: Handler
}

const scanner = new MetadataScanner()
const reflector = new Reflector()

/** All handlers of HTTP requests that the controllers of an application have. */
export function handlersOf(modules: ModulesContainer): HandlerOfController[] {
  const controllers = [...modules.values()].flatMap((module) =>
    [...module.controllers.values()].map(({ metatype }) => metatype),
  )
  return [...new Set(controllers)].flatMap((controller) =>
    typeof controller === 'function' ? handlersOfController(controller) : [],
  )
}

function handlersOfController(controller: Handler): HandlerOfController[] {
  const prototype = controller.prototype as Record<string, Handler>
  return scanner
    .getAllMethodNames(prototype)
    .map((name) => prototype[name])
    .filter((handler): handler is Handler => handler !== undefined && isHandler(handler))
    .map((handler) => ({ controller, handler }))
}

const isHandler = (method: Handler): boolean => reflector.get<unknown>(PATH_METADATA, method) !== undefined
