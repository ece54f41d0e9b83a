import { once } from 'node:events'
import { z } from 'zod'

/** A part of the sample that can be stopped and started again, to see what its absence does. */
export interface SwitchablePart {
  readonly name: string
  readonly runs: boolean
}

export interface PartSwitch {
  readonly parts: readonly SwitchablePart[]
  /** Resolves when it was done, or when it takes too long; {@link parts} tells. An unknown part is left alone. */
  turn(name: string, on: boolean): Promise<void>
}

const states = z.object({ parts: z.array(z.object({ name: z.string(), runs: z.boolean() })).max(20) })

const patienceMs = 30_000

/** The switch that the sample offers over the channel between it and the observer. */
export class ParentSwitch implements PartSwitch {
  #parts: readonly SwitchablePart[] = []
  #last = Promise.resolve()

  /**
   * @param channel emits `message` with what the other side tells
   * @param send tells the other side
   */
  constructor(
    private readonly channel: NodeJS.EventEmitter,
    private readonly send: (message: unknown) => void,
  ) {
    channel.on('message', (message: unknown) => {
      const told = states.safeParse(message)
      if (told.success) this.#parts = told.data.parts
    })
  }

  get parts(): readonly SwitchablePart[] {
    return this.#parts
  }

  /** One after the other, since a message does not say which of them it answers. */
  turn(name: string, on: boolean): Promise<void> {
    const turned = this.#last.then(() => this.#turn(name, on))
    this.#last = turned.catch(() => undefined)
    return turned
  }

  async #turn(name: string, on: boolean): Promise<void> {
    const part = this.#parts.find((known) => known.name === name)
    if (part === undefined || part.runs === on) return
    const answered = once(this.channel, 'message', {
      signal: AbortSignal.timeout(patienceMs),
    })
    this.send({ turn: name, on })
    await answered.catch(() => undefined)
  }
}
