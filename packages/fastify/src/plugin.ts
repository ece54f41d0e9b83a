import type { FastifyPluginCallback } from 'fastify'

export type Plugin = FastifyPluginCallback

/**
 * A plugin whose hooks hold for the context in which it is registered, and not for one of its own.
 *
 * @see https://fastify.dev/docs/latest/Reference/Plugins/#handle-the-scope
 */
export const pluginOf = <P extends (...given: never[]) => void>(plugin: P): P =>
  Object.assign(plugin, {
    [Symbol.for('skip-override')]: true,
    [Symbol.for('fastify.display-name')]: '@qalqon/fastify',
  })
