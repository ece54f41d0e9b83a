import type { Emit } from './emit.js'
import type { ConfigurationWarning } from './qalqon-event.js'

/** Tells a warning, the first time that it comes up for an issuer. */
export type Warn = (code: ConfigurationWarning['code'], issuer: string, detail: string) => void

/** Makes a function that tells each warning once for each issuer; issuers are configured, so the memory is bounded. */
export function warnerTo(emit: Emit): Warn {
  const told = new Set<string>()
  return (code, issuer, detail) => {
    const name = `${code} ${issuer}`
    if (told.has(name)) return
    told.add(name)
    emit({ type: 'configuration_warning', code, issuer, detail })
  }
}
