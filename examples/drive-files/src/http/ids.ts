import { missing } from '../files/refusal.js'
import { thingId } from '../schemas/thing.js'

/** What is not an id is not found, in the same words as an id that is nobody's. */
export function asId(id: string): string {
  return thingId.safeParse(id).data ?? missing()
}

/** The id of a folder, or the top, as a query names it. */
export function asPlace(place: string): string | null {
  return place === 'root' ? null : asId(place)
}
