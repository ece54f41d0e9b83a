/** Koa 2 under a second name; the types of Koa 3 hold for what the tests use. */
declare module 'koa2' {
  export { default } from 'koa'
}

/** The oldest Koa that is supported. */
declare module 'koa2.14' {
  export { default } from 'koa'
}
