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

/**
 * Resolvers of fields and of references (federation), where Nest asks no guard about them: it does with `guards` in the
 * `fieldResolverEnhancers` of `GraphQLModule` alone.
 */
export function unguardedResolversOf(modules: ModulesContainer): HandlerOfController[] {
  const options = [...modules.values()]
    .map(({ providers }) => providers.get('GqlModuleOptions')?.instance as GraphqlOptions | undefined)
    .filter((found) => found !== undefined)
  if (options.every(({ fieldResolverEnhancers = [] }) => fieldResolverEnhancers.includes('guards'))) return []
  return ['graphql:resolve_property', referenceKey].flatMap((key) => methodsWith(key, modules, 'providers'))
}

/** Whether it is reached without any other resolver before it: by `_entities`, which is none of Nest. */
export const isReference = (handler: Handler): boolean => reflector.get(referenceKey, handler) !== undefined

interface GraphqlOptions {
  readonly fieldResolverEnhancers?: readonly string[]
}
const referenceKey = 'graphql:resolve_reference'

function methodsWith(
  key: string,
  modules: ModulesContainer,
  kind: 'controllers' | 'providers' = 'controllers',
): HandlerOfController[] {
  const classes = [...modules.values()].flatMap((module) =>
    [...module[kind].values()].map(({ metatype }) => metatype),
  )
  return [...new Set(classes)].flatMap((controller) =>
    typeof controller === 'function' ? methodsOf(controller, key) : [],
  )
}

function methodsOf(controller: Handler, key: string): HandlerOfController[] {
  const prototype = controller.prototype as Record<string, Handler> | undefined
  if (!prototype) return []
  return scanner
    .getAllMethodNames(prototype)
    .map((name) => prototype[name])
    .filter((method): method is Handler => method !== undefined && reflector.get(key, method) !== undefined)
    .map((handler) => ({ controller, handler }))
}

/** As it is told of: `FilesController.list`. */
export const nameOf = ({ controller, handler }: HandlerOfController): string =>
  `${controller.name}.${handler.name}`
