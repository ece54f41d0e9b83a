/** How a list may be sorted, in the words of the API; a leading `-` means descending. */
const sorts = ['name', '-name', 'createdAt', '-createdAt', 'size', '-size'] as const
export type Sort = (typeof sorts)[number]
export type SortColumn = 'name' | 'createdAt' | 'size'

const defaultSort: Sort = 'name'

/** What an address asks for; the usual order where it asks for none that is known. */
export function readSort(text: unknown): Sort {
  return sorts.find((sort) => sort === text) ?? defaultSort
}

/** What a click on the head of a column sorts by: the other way round when it is sorted by it already. */
export function sortAfterClick(column: SortColumn, current: Sort): Sort {
  return current === column ? `-${column}` : column
}

/** Folders have no size; by size they stand in the order of their names. */
export function folderSort(sort: Sort): Sort {
  if (sort === 'size' || sort === '-size') return 'name'
  return sort
}

/** For addresses: the usual order needs no words. */
export const sortParameter = (sort: Sort): string | undefined => (sort === defaultSort ? undefined : sort)
