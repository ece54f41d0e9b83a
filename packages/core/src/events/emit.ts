import type { EventListener, QalqonEvent } from './qalqon-event.js'

/** Tells an event; what the listener throws or rejects with is dropped. */
export type Emit = (event: QalqonEvent) => void

/** Makes a listener safe to call from inside the pipeline. */
export function emitterTo(listener: EventListener | undefined): Emit {
  if (!listener) return () => undefined
  return (event) => {
    try {
      const result = listener(event)
      if (result instanceof Promise) result.catch(() => undefined)
    } catch {
      // Telling must not change what is decided.
    }
  }
}
