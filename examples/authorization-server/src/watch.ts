import { observation, type Observation } from 'what-just-happened'
import { observed } from 'what-just-happened/koa'
import type { Environment } from './environment.js'
import type { Observe } from './observe.js'

/** Tells the observer of the sample what happens here, where the environment names one. */
export interface Watch {
  readonly observe: Observe
  /** Wraps what calls clients, so that these calls are told too. */
  readonly fetch: (inner: typeof fetch) => typeof fetch
}

export function watchOf({
  observer,
  issuer,
  photoPrintUrl,
  docSignUrl,
  driveUrl,
}: Environment): Watch | undefined {
  if (observer === undefined) return undefined
  const watched: Observation = observation(observer)
  return {
    observe: () => observed(watched, 'authorization-server', issuer),
    fetch: (inner) =>
      watched.fetchAs(
        'authorization-server',
        { [photoPrintUrl]: 'photo-print', [docSignUrl]: 'doc-sign', [driveUrl]: 'drive-web' },
        inner,
      ),
  }
}
