import type { Clock } from '../clock.js'
import type { DpopPolicy } from '../dpop/dpop-policy.js'
import { ProofHeaders } from '../dpop/proof-headers.js'
import type { SignatureEngine } from '../engine/signature-engine.js'
import { numberBetween } from '../faults/check-option.js'
import { ConfigurationFault } from '../faults/index.js'
import type { DpopOptions, DpopUse } from './dpop-options.js'
import type { AlgorithmChoice } from './profile.js'
import { readAlgorithms } from './read-algorithms.js'
import { readNonces } from './read-nonces.js'
import { readPublicUrl } from './read-public-url.js'
import { readReplayStore } from './read-replay-store.js'
import { readUse } from './read-use.js'
import type { ResourceServerOptions } from './resource-server-options.js'

/** What the checks of proofs share with the rest of a resource server. */
export interface DpopParts {
  readonly engine: SignatureEngine
  readonly clock: Clock
  readonly clockToleranceSeconds: number
  /** How long a store may take to answer. */
  readonly storeTimeoutMs: number
  /** The identifier of this API. */
  readonly resource: string
  readonly algorithms: AlgorithmChoice
  /** What counts where the option is not set. */
  readonly use: DpopUse
}

const names = [
  'use',
  'algorithms',
  'proofLifetimeSeconds',
  'nonces',
] as const satisfies readonly (keyof DpopOptions)[]

/** Options that say something about proofs alone. */
const onlyWithDpop = ['replayStore', 'publicUrl'] as const

/**
 * How proofs are checked; nothing where they are not understood.
 *
 * @throws {ConfigurationFault}
 */
export function readDpop(
  options: Pick<ResourceServerOptions, 'dpop' | 'publicUrl' | 'replayStore'>,
  {
    engine,
    clock,
    clockToleranceSeconds,
    storeTimeoutMs,
    resource,
    algorithms: choice,
    use: fallback,
  }: DpopParts,
): DpopPolicy | undefined {
  const { use, algorithms, proofLifetimeSeconds, nonces } = readUse<DpopOptions>(
    'dpop',
    options.dpop,
    fallback,
    names,
  )
  if (use === 'off') {
    const idle = onlyWithDpop.find((name) => options[name] !== undefined)
    if (idle === undefined) return undefined
    throw new ConfigurationFault(idle, "has no effect without dpop: set dpop to 'allowed' or 'required'")
  }
  const taken = readAlgorithms('dpop.algorithms', algorithms, choice.ofProofs, choice)
  return Object.freeze({
    required: use === 'required',
    algorithms: taken,
    lifetimeSeconds: numberBetween('dpop.proofLifetimeSeconds', proofLifetimeSeconds, 60, 1, 300),
    toleranceSeconds: clockToleranceSeconds,
    headers: new ProofHeaders(taken, engine),
    publicUrl: readPublicUrl(options.publicUrl, resource),
    replay: { store: readReplayStore('replayStore', options.replayStore, clock), timeoutMs: storeTimeoutMs },
    nonces: readNonces(nonces),
  })
}
