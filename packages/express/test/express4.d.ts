/** Express 4 under a second name; the types of Express 5 hold for what the tests use. */
declare module 'express4' {
  export { default } from 'express'
}

/** The oldest Express that is supported. */
declare module 'express4.18' {
  export { default } from 'express'
}
