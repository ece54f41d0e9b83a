import { ConfigurationFault } from './configuration-fault.js'

/** What tells a request of Node, the context of Koa, a request of Fastify, and its instance, which plugins are called with. */
const marks = [['rawHeaders'], ['req', 'res'], ['raw', 'routeOptions'], ['addHook']]

/**
 * Tells the mistake of handing in a function where its call was meant, as in `app.use(requireScope)`: the framework then
 * calls it with a request. Without this, an error that describes the value could spell out the request with its token.
 *
 * @throws {ConfigurationFault}
 */
export function refuseRequest(name: string, value: unknown): void {
  if (typeof value !== 'object' || value === null) return
  if (marks.some((names) => names.every((name) => name in value))) {
    throw new ConfigurationFault(name, `it was handed in without being called: write ${name}(…)`)
  }
}
