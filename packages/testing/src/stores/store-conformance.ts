/** One thing that a store must do, for any test runner: `for (const { name, run } of checks) test(name, run)`. */
export interface ConformanceCheck {
  /** What the store must do, in words. */
  readonly name: string
  /** Rejects with an `AssertionError` when the store does something else. */
  readonly run: () => Promise<void>
}

/**
 * The time by which a store forgets. A `TestClock` is one, and so is whatever can say what time it is for the store, and can let
 * some of it go by.
 */
export interface StoreClock {
  /** Seconds since 1970. */
  readonly now: number
  /** Lets so many seconds, up to two minutes, go by for the store, without waiting for them; what it returns is awaited. */
  readonly advance: (seconds: number) => unknown
}

/** How a suite gets its stores. */
export interface StoreSetup<Store> {
  /** Makes a store, once for each check. It need not be empty: each check has names that nobody else has. */
  readonly create: () => Store | PromiseLike<Store>
  /**
   * Makes another store on what the one that is handed in has written to, as the next instance of an API does. Without it, the checks of a
   * fleet are left out of the list.
   */
  readonly createPeer?: ((store: Store) => Store | PromiseLike<Store>) | undefined
  /**
   * The clock that the stores live by, which the suite moves. Leave it out for stores that have only the time of the machine: the suite
   * then waits, one or two seconds for each check that needs it.
   */
  readonly clock?: StoreClock | undefined
}

/** What a check is handed. */
export interface Bench<Store> {
  readonly store: Store
  readonly clock: StoreClock
  /**
   * For how many seconds lives what a check sees live and then end: for long, since a server that keeps time itself goes on counting while a
   * busy machine asks it; where the suite has to wait, no longer than it must.
   */
  readonly lifetime: number
}

/** What a check of a fleet is handed. */
export interface FleetBench<Store> extends Bench<Store> {
  readonly peer: Store
}

/** Checks by their names. */
export type Checks<Given> = Readonly<Record<string, (given: Given) => Promise<void>>>

/** The time of the machine, for stores that can have no other. */
const machineClock: StoreClock = {
  get now() {
    return Date.now() / 1000
  },
  advance: (seconds) => new Promise((resolve) => setTimeout(resolve, seconds * 1000)),
}

/**
 * Expects something of a store before a time. When it has come while the store answered, as the time of a busy machine does, the answer says
 * nothing.
 */
export function before(time: number, { now }: StoreClock, expectation: () => void): void {
  if (now < time) expectation()
}

/** Makes the list, in which each check has a store of its own. */
export function checksOf<Store>(
  { create, createPeer, clock = machineClock }: StoreSetup<Store>,
  alone: Checks<Bench<Store>>,
  inFleet: Checks<FleetBench<Store>>,
): ConformanceCheck[] {
  const lifetime = clock === machineClock ? 2 : 120
  const checks: ConformanceCheck[] = Object.entries(alone).map(([name, check]) => ({
    name,
    run: async () => check({ store: await create(), clock, lifetime }),
  }))
  if (createPeer === undefined) return checks
  const ofFleet = Object.entries(inFleet).map(([name, check]) => ({
    name,
    run: async () => {
      const store = await create()
      await check({ store, peer: await createPeer(store), clock, lifetime })
    },
  }))
  return [...checks, ...ofFleet]
}
