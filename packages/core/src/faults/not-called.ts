import { ConfigurationFault } from './configuration-fault.js'

/**
 * What tells a request of Node, the context of Koa or Hono, a request of Fastify, its instance (which plugins are called with), and
 * a request of the Fetch API.
 */
const marks = [['rawHeaders'], ['req', 'res'], ['raw', 'routeOptions'], ['addHook'], ['bodyUsed']]

/**
 * Tells the mistake of handing in a function where its call was meant, as in `app.use(requireScope)`: the framework then
 * calls it with a request, or with a handler. Without this, an error that describes the value could spell out the request with
 * its token.
 *
 * @throws {ConfigurationFault}
 */
export function refuseRequest(name: string, value: unknown): void {
  if (typeof value !== 'function' && !isRequest(value)) return
  throw new ConfigurationFault(name, `it was handed in without being called: write ${name}(…)`)
}

const isRequest = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && marks.some((names) => names.every((name) => name in value))
