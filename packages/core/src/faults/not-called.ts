import { ConfigurationFault } from './configuration-fault.js'

/**
 * Tells the mistake of handing in a function where its call was meant, as in `app.use(requireScope)`: the framework then
 * calls it with a request, or with a handler. Without this, an error that describes the value could spell out the request with
 * its token.
 *
 * @throws {ConfigurationFault}
 */
export function refuseRequest(name: string, value: unknown): void {
  if (typeof value === 'function' || isRequest(value)) {
    throw new ConfigurationFault(name, `it was handed in without being called: write ${name}(…)`)
  }
}

/** A request of Node, the context of Koa or Hono, or a request of the Fetch API. */
function isRequest(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false
  return 'rawHeaders' in value || ('req' in value && 'res' in value) || 'bodyUsed' in value
}
