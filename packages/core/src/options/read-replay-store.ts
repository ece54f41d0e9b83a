import type { Clock } from '../clock.js'
import { ConfigurationFault } from '../faults/index.js'
import { MemoryReplayStore } from '../replay/memory-replay-store.js'
import type { ReplayStore } from '../replay/replay-store.js'

/** The store that an option names, otherwise one in memory. @throws {ConfigurationFault} when it is no store */
export function readReplayStore(option: string, store: unknown, clock: Clock): ReplayStore {
  if (store === undefined) return new MemoryReplayStore({ clock })
  const { reserve, release } = (store ?? {}) as Partial<ReplayStore>
  if (typeof reserve === 'function' && (release === undefined || typeof release === 'function')) {
    return store as ReplayStore
  }
  throw new ConfigurationFault(
    option,
    'expected an object with the method reserve; release is a method too, or absent',
  )
}
