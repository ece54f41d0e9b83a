/** Lets what is done for one key wait for what was begun before for the same key. */
export class OneAtATime {
  readonly #last = new Map<string, Promise<unknown>>()

  async run<R>(key: string, work: () => Promise<R>): Promise<R> {
    const before = this.#last.get(key) ?? Promise.resolve()
    const mine = before.then(work, work)
    this.#last.set(key, mine)
    try {
      return await mine
    } finally {
      if (this.#last.get(key) === mine) this.#last.delete(key)
    }
  }
}
