const methods = ['debug', 'error', 'info', 'log', 'warn'] as const

/**
 * Runs something with this `NODE_ENV`, by which frameworks decide what they tell of an error.
 *
 * @returns what was told to the console meanwhile, which nobody else has seen
 */
export async function toldToConsole(environment: string, run: () => Promise<void>): Promise<unknown[]> {
  const told: unknown[] = []
  const before = process.env.NODE_ENV
  const own = consoleWith((method) => Reflect.get(console, method))
  process.env.NODE_ENV = environment
  Object.assign(
    console,
    consoleWith(
      () =>
        (...values: unknown[]) =>
          void told.push(...values),
    ),
  )
  try {
    await run()
  } finally {
    // Express answers first, and logs in an immediate of its own.
    await new Promise((resolve) => setImmediate(resolve))
    Object.assign(console, own)
    if (before === undefined) delete process.env.NODE_ENV
    else process.env.NODE_ENV = before
  }
  return told
}

const consoleWith = (make: (method: string) => unknown): object =>
  Object.fromEntries(methods.map((method) => [method, make(method)]))
