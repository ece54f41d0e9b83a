import type { Store } from 'express-session'

/** Records of one kind, each with a time after which it is gone. */
export interface Records<T> {
  get(key: string): Promise<T | undefined>
  set(key: string, value: T, lifetimeSeconds: number): Promise<void>
  /** Gets it and deletes it in one step: of two that ask, one gets it. */
  take(key: string): Promise<T | undefined>
  /** Runs `work` while nobody else, here or in another instance, works on the same key. */
  exclusively<R>(key: string, work: () => Promise<R>): Promise<R>
}

export interface RecordsOptions {
  /** How many there may be in memory. In Redis its own `maxmemory` decides. */
  readonly maximum: number
  /** What gives way in memory when there is no room: the record that was not used for the longest time, or the new one. */
  readonly whenFull: 'forget-oldest' | 'refuse-new'
}

/** Where a client keeps what it knows: in the memory of this process, or shared by its instances. */
export interface Stores {
  /** The sessions of express-session, each gone when nobody has used it for that long. */
  sessions(idleSeconds: number): Store
  records<T extends object>(kind: string, options: RecordsOptions): Records<T>
  /** For people: where it is. Never a password. */
  readonly description: string
  close(): void
}
