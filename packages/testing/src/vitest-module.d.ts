/** What this package needs to know of Vitest, which it does not install. Users have the real one. */
declare module 'vitest' {
  export const expect: { extend(all: object): void }
  // eslint-disable-next-line @typescript-eslint/no-unused-vars, @typescript-eslint/no-empty-object-type -- as Vitest 5 has it
  export interface Matchers<R extends void | Promise<void> = void | Promise<void>, T = unknown> {}
}
