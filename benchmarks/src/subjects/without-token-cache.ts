import { ConfigurationFault, resourceServer } from '@qalqon/core'

/** The options of a Qalqon that remembers no token. */
export const withoutTokenCache = { tokenCache: false } as const

/** Why Qalqon cannot be measured without its token cache: it has none yet. */
export function missingTokenCache(): string | undefined {
  // Spelled in a variable, so that it compiles also where the option does not exist.
  const options = { issuer: 'https://auth.example.com', audience: 'x', ...withoutTokenCache }
  try {
    resourceServer(options)
    return undefined
  } catch (thrown) {
    if (!(thrown instanceof ConfigurationFault)) throw thrown
    return 'this version has no option `tokenCache`'
  }
}
