import type { ChildProcess } from 'node:child_process'

/** A part that can be stopped and started again while the sample runs. */
interface Switchable {
  readonly name: string
  readonly runs: boolean
}

/** What the switch works on: the parts, by name. */
export interface SwitchedParts {
  readonly states: readonly Switchable[]
  stop(name: string): Promise<void>
  start(name: string): Promise<void>
}

/**
 * Lets the page of the observer stop parts and start them again, so that people can see what an outage does: the observer asks over the
 * channel between it and this program, which nobody else has.
 */
export function offerSwitch(
  observer: ChildProcess,
  parts: SwitchedParts,
  failed: (error: unknown) => void,
): void {
  const tell = () => observer.connected && observer.send({ parts: parts.states })
  let last = Promise.resolve()
  observer.on('message', (message: unknown) => {
    const turn = readTurn(message)
    if (turn === undefined) return
    // One after the other: what is being stopped is not started meanwhile.
    last = last
      .then(() => (turn.on ? parts.start(turn.name) : parts.stop(turn.name)))
      .catch(failed)
      .then(() => void tell())
  })
  tell()
}

function readTurn(message: unknown): { name: string; on: boolean } | undefined {
  if (typeof message !== 'object' || message === null || !('turn' in message) || !('on' in message))
    return undefined
  const { turn: name, on } = message
  return typeof name === 'string' && typeof on === 'boolean' ? { name, on } : undefined
}
