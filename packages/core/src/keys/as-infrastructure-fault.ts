import { InfrastructureFault } from '../faults/index.js'

/** What went wrong with a fetch of keys, as the fault that it is for requests. */
export function asInfrastructureFault(thrown: unknown, issuer: string): InfrastructureFault {
  if (thrown instanceof InfrastructureFault) return thrown
  return new InfrastructureFault('key_set_unavailable', `the key set of ${issuer} cannot be had`, {
    issuer,
    cause: thrown,
  })
}
