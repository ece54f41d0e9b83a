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
export const handlersOf = (modules: ModulesContainer): HandlerOfController[] =>
  methodsWith(PATH_METADATA, modules)

/** All handlers of messages that they have: `@MessagePattern`, `@EventPattern`. */
export const messageHandlersOf = (modules: ModulesContainer): HandlerOfController[] =>
  methodsWith('microservices:pattern', modules)

function methodsWith(key: string, modules: ModulesContainer): HandlerOfController[] {
  const controllers = [...modules.values()].flatMap((module) =>
    [...module.controllers.values()].map(({ metatype }) => metatype),
  )
  return [...new Set(controllers)].flatMap((controller) =>
    typeof controller === 'function' ? methodsOf(controller, key) : [],
  )
}

function methodsOf(controller: Handler, key: string): HandlerOfController[] {
  const prototype = controller.prototype as Record<string, Handler>
  return scanner
    .getAllMethodNames(prototype)
    .map((name) => prototype[name])
    .filter((method): method is Handler => method !== undefined && reflector.get(key, method) !== undefined)
    .map((handler) => ({ controller, handler }))
}

/** As it is told of: `FilesController.list`. */
export const nameOf = ({ controller, handler }: HandlerOfController): string =>
  `${controller.name}.${handler.name}`
