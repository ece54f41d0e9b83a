import type { Adapter, AdapterFactory, AdapterPayload } from 'oidc-provider'
import type { Records, StoredRecord } from './records.js'

/** For what oidc-provider gives no lifetime. */
const yearInSeconds = 365 * 24 * 60 * 60

/**
 * oidc-provider's storage port on top of {@link Records}.
 *
 * @param alreadyUsed makes the error for a code or refresh token that is used a second time.
 * @see https://github.com/panva/node-oidc-provider/blob/main/docs/README.md#adapter
 */
export function storage(records: Records, alreadyUsed: () => Error): AdapterFactory {
  return (model): Adapter => ({
    async upsert(id, payload, expiresIn) {
      const expiresAt = records.now() + (expiresIn ?? yearInSeconds)
      await records.set({ model, id, payload: structuredClone(payload), expiresAt })
    },

    find: (id) => Promise.resolve(copyOfPayload(records.get(model, id))),

    findByUid: (uid) =>
      Promise.resolve(copyOfPayload(records.filter(model, (found) => found.uid === uid)[0])),

    findByUserCode: (code) =>
      Promise.resolve(copyOfPayload(records.filter(model, (found) => found.userCode === code)[0])),

    async consume(id) {
      const record = records.get(model, id)
      if (record === undefined) throw alreadyUsed()
      if (record.payload.consumed) {
        // Two requests at the same moment both found it unused. Only one may win, and since nobody can tell
        // which of them is the thief, the whole family of tokens goes (RFC 9700 §4.14.2).
        if (record.payload.grantId) await records.delete('Grant', record.payload.grantId)
        throw alreadyUsed()
      }
      // Nothing is awaited between the look and the mark, so no other request can come between them.
      await records.set({ ...record, payload: { ...record.payload, consumed: records.now() } })
    },

    async destroy(id) {
      await records.delete(model, id)
    },

    async revokeByGrantId(grantId) {
      const family = records.filter(model, (payload) => payload.grantId === grantId)
      await Promise.all(family.map(({ id }) => records.delete(model, id)))
    },
  })
}

function copyOfPayload(record: StoredRecord | undefined): AdapterPayload | undefined {
  return record && structuredClone(record.payload)
}
