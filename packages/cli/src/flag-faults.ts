import { ConfigurationFault } from '@qalqon/core'
import { UsageError } from './usage.js'

/** How the user of a command calls the options of a resource server. */
export type FlagNames = Readonly<Record<string, string>>

/**
 * Runs what reads the options of a resource server, and names the flags of a command in its mistakes: whoever types a command
 * knows nothing of the options behind it.
 *
 * @throws {UsageError}
 */
export async function namingFlags<T>(flags: FlagNames, run: () => T | Promise<T>): Promise<T> {
  try {
    return await run()
  } catch (thrown) {
    if (thrown instanceof ConfigurationFault) throw new UsageError(inFlags(thrown, flags))
    throw thrown
  }
}

function inFlags({ option, message }: ConfigurationFault, flags: FlagNames): string {
  // Of a list, each has the flag of the list.
  const [, name = option, inside = ''] = /^([a-zA-Z]+)\[\d+\]\.?(.*)$/.exec(option) ?? []
  const flag = Object.hasOwn(flags, name) ? flags[name] : undefined
  if (flag === undefined) return message
  if (option === 'scope') return `${flag}: expected one scope; repeat ${flag} for several`
  // The message shows the value, which may be a token.
  if (option === 'acrValues')
    return `${flag}: expected one value, without spaces, quotes and backslashes; repeat ${flag} for several`
  // There is no flag that opens it.
  if (message.includes('dangerouslyAllowHttp'))
    return `${flag}: expected an https: URL; http: is only for this machine`
  return `${flag}: ${inside === '' ? '' : `${inside}: `}${message.slice(option.length + 2)}`
}
