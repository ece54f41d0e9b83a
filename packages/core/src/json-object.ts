/**
 * A JSON object that came from outside: nothing is known of its members yet. JSON knows no `undefined`, so a member that is
 * `undefined` is not there.
 */
export type JsonObject = Readonly<Record<string, unknown>>

/** Whether a value is an object as JSON has them, as opposed to a list, a primitive, or a `Map`, a `Date` and the like. */
export function isJsonObject(value: unknown): value is JsonObject {
  // Not by its prototype: an object of another realm (a vm context, as test runners make them) has another one.
  return Object.prototype.toString.call(value) === '[object Object]'
}
