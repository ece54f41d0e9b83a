import type * as OidcProvider from 'oidc-provider'

const runtimeNotice = 'Unsupported runtime'

/**
 * Imports oidc-provider without the line that it prints on Node 20, which it runs on but is not tested on.
 * Every other warning still goes through.
 */
export async function importOidcProvider(): Promise<typeof OidcProvider> {
  // The notice is printed with console.warn while the module is evaluated; there is no option for it.
  /* eslint-disable no-console -- this is about what somebody else prints */
  const { warn } = console
  console.warn = (...line: unknown[]) => {
    if (!String(line[0]).includes(runtimeNotice)) warn(...line)
  }
  try {
    return await import('oidc-provider')
  } finally {
    console.warn = warn
  }
  /* eslint-enable no-console */
}
