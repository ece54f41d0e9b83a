import { isLoopback } from 'sample-ui'

/** Where a part finds the observer. */
export interface ObserverAddress {
  readonly stepsUrl: string
  readonly stepsKey: string
}

export interface ObserverVariables {
  readonly STEPS_URL?: string | undefined
  readonly STEPS_KEY?: string | undefined
}

/** What the environment says of the observer: where it is, nothing, or what has to be mended. */
export type ReadObserver =
  | { readonly address: ObserverAddress | undefined }
  | { readonly variable: 'STEPS_URL' | 'STEPS_KEY'; readonly mend: string }

/**
 * Reads `STEPS_URL` and `STEPS_KEY`. Without the first a part tells nobody anything. Steps hold no secrets but say who does what, so they
 * go to this machine alone.
 */
export function readObserver(variables: ObserverVariables): ReadObserver {
  const stepsUrl = variables.STEPS_URL?.trim() ?? ''
  const stepsKey = variables.STEPS_KEY?.trim() ?? ''
  if (stepsUrl === '') return { address: undefined }
  if (!isOriginHere(stepsUrl)) {
    return {
      variable: 'STEPS_URL',
      mend: 'must be the address of the observer on this machine, e.g. http://127.0.0.1:4500; leave it out to tell nobody',
    }
  }
  if (!/^[\w-]{16,200}$/.test(stepsKey)) {
    return { variable: 'STEPS_KEY', mend: stepsKeyMend }
  }
  return { address: { stepsUrl, stepsKey } }
}

export const stepsKeyMend =
  'must be the key of the observer, 16 to 200 letters, digits, - and _, the same at all parts; openssl rand -hex 16 makes one'

function isOriginHere(text: string): boolean {
  const url = URL.canParse(text) ? new URL(text) : undefined
  return url?.protocol === 'http:' && isLoopback(url.hostname) && url.pathname === '/'
}
