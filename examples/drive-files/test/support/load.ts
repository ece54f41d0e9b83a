import type { Answer, BoundClient } from './bound-client.js'
import { eventually } from './eventually.js'

/** A request that was answered. */
interface Outcome extends Answer {
  readonly url: string
  /** When it began and when it ended, in the words of the test. */
  readonly began: string
  readonly ended: string
}

/** A request that comes at two instances at once, which only one of them may serve. */
interface Use {
  readonly fields: Readonly<Record<string, string>>
  served: number
}

/** Sends requests without a pause, each with a proof of its own and each to two instances at once, and remembers all that came of it. */
export class Load {
  readonly #uses: Use[] = []
  readonly #outcomes: Outcome[] = []
  readonly #senders: Promise<void>[]
  #phase = 'there'
  #running = true

  constructor(
    private readonly client: BoundClient,
    private readonly urls: readonly string[],
  ) {
    this.#senders = [...urls, ...urls].map((_, n) => this.#send(n))
  }

  /** Calls what is sent from now on, until something has happened, by this name. */
  async during(phase: string, something: () => Promise<unknown>): Promise<void> {
    this.#phase = phase
    await something()
  }

  /** Waits until each instance has answered so often with this status to what was sent in this phase. */
  async until(status: number, times: number): Promise<void> {
    const phase = this.#phase
    await eventually(() =>
      this.urls.every(
        (url) => this.#of(phase).filter((one) => one.url === url && one.status === status).length >= times,
      ),
    )
  }

  async stop(): Promise<void> {
    this.#running = false
    await Promise.all(this.#senders)
  }

  /** The statuses of what began and ended in a phase. */
  statusesOf(phase: string): number[] {
    return [...new Set(this.#of(phase).map(({ status }) => status))].sort()
  }

  /** How often the same proof has counted, at most. */
  mostUses(): number {
    return Math.max(...this.#uses.map(({ served }) => served))
  }

  /** The proofs that have counted. */
  counted(): string[] {
    return this.#uses.filter(({ served }) => served > 0).map(({ fields }) => fields.dpop ?? '')
  }

  /** Sends all proofs to all instances once more. */
  async useAllAgain(): Promise<void> {
    for (const use of this.#uses) await Promise.all(this.urls.map((url) => this.#use(use, url)))
  }

  #of(phase: string): Outcome[] {
    return this.#outcomes.filter(({ began, ended }) => began === phase && ended === phase)
  }

  async #send(n: number): Promise<void> {
    const [one, other] = [this.urls[n % this.urls.length], this.urls[(n + 1) % this.urls.length]] as [
      string,
      string,
    ]
    while (this.#running) {
      const use: Use = { fields: this.client.fields(), served: 0 }
      this.#uses.push(use)
      await Promise.all([this.#use(use, one), this.#use(use, other)])
    }
  }

  async #use(use: Use, url: string): Promise<void> {
    const began = this.#phase
    const answer = await this.client.list(url, use.fields)
    if (answer.status === 200) use.served += 1
    this.#outcomes.push({ ...answer, url, began, ended: this.#phase })
  }
}
