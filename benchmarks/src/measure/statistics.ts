/** The value below which a part of the sorted values lies; between two of them it is interpolated. */
export function quantile(sorted: readonly number[], part: number): number {
  const position = (sorted.length - 1) * part
  const below = sorted[Math.floor(position)]
  const above = sorted[Math.ceil(position)]
  if (below === undefined || above === undefined) throw new RangeError('there is no quantile of no values')
  return below === above ? below : below + (above - below) * (position % 1)
}

export const median = (values: readonly number[]) =>
  quantile(
    values.toSorted((a, b) => a - b),
    0.5,
  )

/** How far apart the middle half of the values lies, as a part of their median, to each side. */
export function spread(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  return (quantile(sorted, 0.75) - quantile(sorted, 0.25)) / 2 / quantile(sorted, 0.5)
}
