/** Too much is being made at this moment. */
export class TooBusy extends Error {
  override readonly name = 'TooBusy'
}

/** To make a PDF takes memory and time: there are so many at once, and no queue that could grow. */
export class Work {
  #atWork = 0

  constructor(private readonly maximum: number) {}

  /** @throws {TooBusy} */
  async run<T>(work: () => Promise<T>): Promise<T> {
    if (this.#atWork >= this.maximum) throw new TooBusy()
    this.#atWork++
    try {
      return await work()
    } finally {
      this.#atWork--
    }
  }
}
