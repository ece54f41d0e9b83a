import type { RequestHandler } from 'express'
import { Problem } from './problem.js'

/** The last handler of a path, for methods that it does not have. */
export function onlyMethods(...methods: readonly string[]): RequestHandler {
  return () => {
    throw new Problem({
      status: 405,
      detail: `This address answers ${methods.join(', ')}.`,
      headers: { Allow: methods.join(', ') },
    })
  }
}
