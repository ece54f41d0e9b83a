import { isNotNull, isNull, sql } from 'drizzle-orm'
import {
  bigint,
  customType,
  foreignKey,
  index,
  pgEnum,
  pgTable,
  primaryKey,
  text,
  timestamp,
  unique,
  uuid,
} from 'drizzle-orm/pg-core'

/** Ordered by code point, so that every database, whatever its locale, sorts and pages alike. */
const codePointText = customType<{ data: string }>({ dataType: () => 'text COLLATE "C"' })

const time = (column: string) => timestamp(column, { precision: 3, withTimezone: true })
const at = (column: string) => time(column).notNull()

/** One row: what identifies this database, by whatever address it is reached, and so the contents of its files. */
export const drive = pgTable('drive', { id: uuid().primaryKey().defaultRandom() })

/**
 * Everybody who has ever had a file or a folder here. A user is an issuer *and* a subject: two issuers may both know an
 * `alice`, and these are two people. The row is also the lock on the tree of its owner, see `lockTree`.
 */
export const owners = pgTable(
  'owners',
  {
    id: uuid().primaryKey(),
    issuer: text().notNull(),
    subject: text().notNull(),
    /** What those are told of the owner with whom something is shared; as the owner's last token had it. */
    name: text(),
    email: text(),
  },
  (table) => [unique('owners_issuer_subject').on(table.issuer, table.subject)],
)

/**
 * Folders. A folder and all in it have one owner, and so a folder has that of its parent: the foreign keys hold that, and that no folder
 * goes while something lies in it.
 */
export const folders = pgTable(
  'folders',
  {
    id: uuid().primaryKey(),
    ownerId: uuid('owner_id')
      .notNull()
      .references(() => owners.id),
    /** Nothing at the top. */
    parentId: uuid('parent_id'),
    /** What it is listed in: the folder or, for the top, the owner. An index gives no order of what has nothing in a column. */
    placeId: uuid('place_id')
      .notNull()
      .generatedAlwaysAs(sql`coalesce(parent_id, owner_id)`),
    name: text().notNull(),
    /** What a search looks in and what a list is sorted by, see `foldName`. */
    nameFolded: codePointText('name_folded').notNull(),
    createdAt: at('created_at'),
    updatedAt: at('updated_at'),
    /** Since when it is in the trash itself. */
    trashedAt: time('trashed_at'),
    /** The folder with which it is in the trash: itself, or one above it. Nothing when it is not in the trash. */
    trashId: uuid('trash_id'),
  },
  (table) => [
    unique('folders_of_owner').on(table.ownerId, table.id),
    foreignKey({
      name: 'folders_parent_of_same_owner',
      columns: [table.ownerId, table.parentId],
      foreignColumns: [table.ownerId, table.id],
    }),
    index('folders_by_name').on(table.ownerId, table.nameFolded, table.id),
    index('folders_by_created_at').on(table.ownerId, table.createdAt, table.id),
    index('folders_in_place_by_name')
      .on(table.placeId, table.nameFolded, table.id)
      .where(isNull(table.trashId)),
    index('folders_in_place_by_created_at')
      .on(table.placeId, table.createdAt, table.id)
      .where(isNull(table.trashId)),
    // For the foreign key, and for the way down: also what is in the trash.
    index('folders_of_folder').on(table.ownerId, table.parentId),
    index('folders_in_trash').on(table.ownerId, table.trashedAt).where(isNotNull(table.trashedAt)),
    index('folders_trashed_with').on(table.trashId).where(isNotNull(table.trashId)),
  ],
)

/** One row for each file; its content is on disk. */
export const files = pgTable(
  'files',
  {
    id: uuid().primaryKey(),
    ownerId: uuid('owner_id')
      .notNull()
      .references(() => owners.id),
    /** Nothing at the top. */
    folderId: uuid('folder_id'),
    /** What it is listed in: the folder or, for the top, the owner. */
    placeId: uuid('place_id')
      .notNull()
      .generatedAlwaysAs(sql`coalesce(folder_id, owner_id)`),
    name: text().notNull(),
    /** What a search looks in and what a list is sorted by, see `foldName`. */
    nameFolded: codePointText('name_folded').notNull(),
    /** The name of its content on disk. Each content has its own, so that a new one comes beside the old one. */
    contentId: uuid('content_id').notNull(),
    contentType: text('content_type').notNull(),
    size: bigint({ mode: 'number' }).notNull(),
    sha256: text().notNull(),
    createdAt: at('created_at'),
    updatedAt: at('updated_at'),
    /** Since when it is in the trash itself. It is also gone from sight while its folder is in the trash. */
    trashedAt: time('trashed_at'),
  },
  (table) => [
    unique('files_content').on(table.contentId),
    foreignKey({
      name: 'files_folder_of_same_owner',
      columns: [table.ownerId, table.folderId],
      foreignColumns: [folders.ownerId, folders.id],
    }),
    // One index per sort; the id last, because that is how a page is cut. Each serves both directions.
    index('files_by_name').on(table.ownerId, table.nameFolded, table.id),
    index('files_by_created_at').on(table.ownerId, table.createdAt, table.id),
    index('files_by_size').on(table.ownerId, table.size, table.id),
    // The same within one folder, or at the top, of what is not in the trash.
    index('files_in_place_by_name')
      .on(table.placeId, table.nameFolded, table.id)
      .where(isNull(table.trashedAt)),
    index('files_in_place_by_created_at')
      .on(table.placeId, table.createdAt, table.id)
      .where(isNull(table.trashedAt)),
    index('files_in_place_by_size').on(table.placeId, table.size, table.id).where(isNull(table.trashedAt)),
    // For the foreign key, and for a folder that is deleted: also what is in the trash.
    index('files_of_folder').on(table.ownerId, table.folderId),
    index('files_in_trash').on(table.ownerId, table.trashedAt).where(isNotNull(table.trashedAt)),
  ],
)

/**
 * What somebody may do with a thing that another owner shares with them. The last one is the greatest.
 *
 * @public `npm run migrations` looks for it
 */
export const shareRole = pgEnum('share_role', ['viewer', 'editor'])

const share = {
  /** Of the owner: an e-mail address that another issuer vouches for is that of somebody else. */
  issuer: text().notNull(),
  email: text().notNull(),
  role: shareRole().notNull(),
  createdAt: at('created_at'),
}

export const fileShares = pgTable(
  'file_shares',
  {
    thingId: uuid('file_id')
      .notNull()
      .references(() => files.id, { onDelete: 'cascade' }),
    ...share,
  },
  (table) => [
    primaryKey({ name: 'file_shares_file_email', columns: [table.thingId, table.email] }),
    index('file_shares_with').on(table.issuer, table.email, table.createdAt, table.thingId),
  ],
)

export const folderShares = pgTable(
  'folder_shares',
  {
    thingId: uuid('folder_id')
      .notNull()
      .references(() => folders.id, { onDelete: 'cascade' }),
    ...share,
  },
  (table) => [
    primaryKey({ name: 'folder_shares_folder_email', columns: [table.thingId, table.email] }),
    index('folder_shares_with').on(table.issuer, table.email, table.createdAt, table.thingId),
  ],
)

/** Contents that no file has any more, and that are to be removed from disk: written in the step in which their file lost them. */
export const unwantedContents = pgTable('unwanted_contents', {
  id: uuid().primaryKey(),
  since: at('since').defaultNow(),
})
