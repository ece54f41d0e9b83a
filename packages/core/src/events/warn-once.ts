import type { Emit } from './emit.js'
import type { ConfigurationWarning } from './qalqon-event.js'

/** Tells a warning, the first time that it comes up for an issuer. */
export type Warn = (code: ConfigurationWarning['code'], issuer: string | undefined, detail: string) => void

/** Far more than an API has that looks at its warnings. */
const maximumTold = 1000

/** Makes a function that tells each warning once for each issuer, as long as there are not too many. */
export function warnerTo(emit: Emit): Warn {
  const told = new Set<string>()
  return (code, issuer, detail) => {
    const name = `${code} ${issuer ?? ''}`
    if (told.has(name) || told.size >= maximumTold) return
    told.add(name)
    emit({ type: 'configuration_warning', code, issuer, detail })
  }
}
