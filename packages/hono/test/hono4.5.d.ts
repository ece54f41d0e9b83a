/** The oldest Hono that is supported, under a second name; the types of the newest hold for what the tests use. */
declare module 'hono4.5' {
  export { Hono } from 'hono'
}
