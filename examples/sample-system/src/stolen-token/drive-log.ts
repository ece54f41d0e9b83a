/** Collects from the log of the Drive why requests were refused. */
export class DriveLog {
  readonly #codes: string[] = []
  #arrived: () => void = () => undefined

  /** Takes a line of the log, which is JSON; anything else is no business of this. */
  readonly read = (line: string): void => {
    if (!line.startsWith('{')) return
    const { event, code } = JSON.parse(line) as { event?: unknown; code?: unknown }
    if (event !== 'request_refused' || typeof code !== 'string') return
    this.#codes.push(code)
    this.#arrived()
  }

  /** The next code. The log comes on another way than the answer, so it may be a moment behind it. */
  async nextCode(withinMs = 5_000): Promise<string> {
    if (this.#codes.length === 0) {
      await new Promise<void>((resolve, reject) => {
        const late = setTimeout(() => reject(new Error('the Drive has logged no refusal')), withinMs)
        this.#arrived = () => {
          clearTimeout(late)
          resolve()
        }
      })
    }
    return this.#codes.shift() ?? ''
  }
}
