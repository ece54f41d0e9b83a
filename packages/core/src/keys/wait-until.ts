import type { Emit } from '../events/emit.js'

/** Keeps a runtime from ending what goes on behind a request; `waitUntil` of Workers and of Vercel is one. */
export type WaitUntil = (promise: Promise<unknown>) => void

/** One that throws takes nothing along: the fetch goes on as it would without. */
export function safeWaitUntil(waitUntil: WaitUntil | undefined, emit: Emit): WaitUntil | undefined {
  if (!waitUntil) return undefined
  return (promise) => {
    try {
      waitUntil(promise)
    } catch (cause) {
      emit({ type: 'hook_failed', hook: 'waitUntil', cause })
    }
  }
}
