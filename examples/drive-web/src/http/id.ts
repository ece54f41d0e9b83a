import type { Request } from 'express'
import { readItem } from '../api/item.js'
import { Refusal } from '../api/refusal.js'

/**
 * The id in the path.
 *
 * @throws {Refusal} 404 for what is none: it is not found, as an id of nobody is not
 */
export function idIn(req: Request): string {
  const item = readItem(`file:${String(req.params.id)}`)
  if (item === undefined) throw new Refusal({ status: 404 })
  return item.id
}
