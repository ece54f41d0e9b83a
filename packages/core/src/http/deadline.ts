/** Runs a task whose signal fires after some time. */
export async function within<T>(timeoutMs: number, task: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const deadline = new AbortController()
  const timer = setTimeout(() => deadline.abort(new Error(`no answer within ${timeoutMs} ms`)), timeoutMs)
  try {
    return await task(deadline.signal)
  } finally {
    clearTimeout(timer)
  }
}

/** Rejects when a promise takes longer, which goes on all the same. */
export function settledWithin<T>(timeoutMs: number, promise: PromiseLike<T>): Promise<T> {
  return within(timeoutMs, (signal) => unlessAborted(Promise.resolve(promise), signal))
}

/** Rejects as soon as the signal fires, also when what is waited for does not heed it. */
export function unlessAborted<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const abort = () => reject(signal.reason as Error)
    if (signal.aborted) abort()
    signal.addEventListener('abort', abort, { once: true })
    promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort))
  })
}
