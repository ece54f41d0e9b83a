/** Fastify 4 under a second name; the types of Fastify 5 hold for what the tests use. */
declare module 'fastify4' {
  export { default } from 'fastify'
}

/** The oldest Fastify that is supported. */
declare module 'fastify4.24' {
  export { default } from 'fastify'
}

declare module 'fastify-websocket10' {
  export { default } from '@fastify/websocket'
}
