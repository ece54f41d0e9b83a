import { isNotNull } from 'drizzle-orm'
import { bigint, customType, index, pgTable, text, timestamp, unique, uuid } from 'drizzle-orm/pg-core'

/** Ordered by code point, so that every database, whatever its locale, sorts and pages alike. */
const codePointText = customType<{ data: string }>({ dataType: () => 'text COLLATE "C"' })

const time = (column: string) => timestamp(column, { precision: 3, withTimezone: true })
const at = (column: string) => time(column).notNull()

/** One row: what identifies this database, by whatever address it is reached, and so the contents of its files. */
export const drive = pgTable('drive', { id: uuid().primaryKey().defaultRandom() })

/**
 * Everybody who has ever had a file here. A user is an issuer *and* a subject: two issuers may both know an
 * `alice`, and these are two people.
 */
export const owners = pgTable(
  'owners',
  {
    id: uuid().primaryKey(),
    issuer: text().notNull(),
    subject: text().notNull(),
  },
  (table) => [unique('owners_issuer_subject').on(table.issuer, table.subject)],
)

/** One row for each file; its content is on disk, under the row's id. */
export const files = pgTable(
  'files',
  {
    id: uuid().primaryKey(),
    ownerId: uuid('owner_id')
      .notNull()
      .references(() => owners.id),
    name: text().notNull(),
    /** What a search looks in and what a list is sorted by, see `foldName`. */
    nameFolded: codePointText('name_folded').notNull(),
    contentType: text('content_type').notNull(),
    size: bigint({ mode: 'number' }).notNull(),
    sha256: text().notNull(),
    createdAt: at('created_at'),
    updatedAt: at('updated_at'),
    /** Since when it is in the trash; nothing when it is not. */
    trashedAt: time('trashed_at'),
  },
  (table) => [
    // One index per sort; the id last, because that is how a page is cut. Each serves both directions.
    index('files_by_name').on(table.ownerId, table.nameFolded, table.id),
    index('files_by_created_at').on(table.ownerId, table.createdAt, table.id),
    index('files_by_size').on(table.ownerId, table.size, table.id),
    index('files_in_trash').on(table.ownerId, table.trashedAt).where(isNotNull(table.trashedAt)),
  ],
)
