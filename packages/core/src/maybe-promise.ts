/**
 * A value, or the promise of it. The steps of the pipeline return one of these: only a step that really has to
 * wait makes the rest wait, so that a request whose keys are at hand can be decided without leaving the call.
 */
export type MaybePromise<T> = T | Promise<T>

/** Whether a step made the rest wait. */
export function isPromise<T>(value: MaybePromise<T>): value is Promise<T> {
  return value instanceof Promise
}

/** What a function that was handed in returned. Promises of another library, or of another realm, are no instances of `Promise` here. */
export function awaitable<T>(answer: T | PromiseLike<T>): MaybePromise<T> {
  const isThenable = typeof answer === 'object' && answer !== null && 'then' in answer
  return isThenable ? Promise.resolve(answer) : answer
}

/** Runs `next` with the value of a step: at once when it is there, later when it is promised. */
export function after<T, U>(value: MaybePromise<T>, next: (value: T) => MaybePromise<U>): MaybePromise<U> {
  return isPromise(value) ? value.then(next) : next(value)
}

/** Runs `step`, and `recover` with whatever it throws or rejects with. */
export function attempt<T, U>(
  step: () => MaybePromise<T>,
  recover: (thrown: unknown) => MaybePromise<U>,
): MaybePromise<T | U> {
  try {
    const value = step()
    return isPromise(value) ? value.catch(recover) : value
  } catch (thrown) {
    return recover(thrown)
  }
}
