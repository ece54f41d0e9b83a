/**
 * The time, in seconds since 1970-01-01T00:00:00Z, as in the `exp`, `nbf` and `iat` claims. It may have a
 * fraction. Every decision of the pipeline that depends on time asks this one function, so that a test can
 * hand in its own.
 */
export type Clock = () => number

/** The clock of the machine. */
export const systemClock: Clock = () => Date.now() / 1000
