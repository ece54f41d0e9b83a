import type { Item, ItemName } from '../api/item.js'
import type { DriveApi } from '../api/drive-api.js'
import { Refusal } from '../api/refusal.js'

const atOnce = 4

/** How it went with several items. */
export interface Worked {
  readonly done: readonly ItemName[]
  readonly failed: number
}

/**
 * Does the same with each item, a few at a time. That it does not work for one of them does not keep it from the others.
 *
 * @throws what happened to the first, when it worked for none; and what no item can be blamed for
 */
export async function forEachItem(
  items: readonly ItemName[],
  work: (item: ItemName) => Promise<void>,
): Promise<Worked> {
  const done: ItemName[] = []
  const failures: Refusal[] = []
  const waiting = [...items]
  const worker = async () => {
    for (let item = waiting.shift(); item !== undefined; item = waiting.shift()) {
      try {
        await work(item)
        done.push(item)
      } catch (error) {
        // Without a new sign-in it works for none of them.
        if (!(error instanceof Refusal) || error.status === 401) {
          waiting.length = 0
          throw error
        }
        failures.push(error)
      }
    }
  }
  await Promise.all(Array.from({ length: Math.min(atOnce, items.length) }, worker))
  const [first] = failures
  if (done.length === 0 && first) throw first
  return { done, failed: failures.length }
}

/** The file or folder of a name. */
export function findItem(api: DriveApi, { kind, id }: ItemName): Promise<Item> {
  return kind === 'file' ? api.file(id) : api.folder(id)
}
