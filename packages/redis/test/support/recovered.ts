/** Asks again and again until there is an answer, for at most ten seconds. */
export async function recovered<T>(ask: () => Promise<T>): Promise<T> {
  const end = performance.now() + 10_000
  for (;;) {
    try {
      return await ask()
    } catch (error) {
      if (performance.now() > end) throw error
    }
  }
}
