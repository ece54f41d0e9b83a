import { median, spread } from './statistics.js'

/** What came out of a subject in each round. */
export type Series<S, V> = ReadonlyMap<S, readonly V[]>

/**
 * Measures the subjects in turn, A B C A B C …, so that whatever else the machine does meanwhile falls on all of them
 * alike.
 */
export async function interleave<S, V>(
  rounds: number,
  subjects: readonly S[],
  measure: (subject: S, round: number) => Promise<V>,
): Promise<Series<S, V>> {
  const series = new Map<S, V[]>(subjects.map((subject) => [subject, []]))
  for (let round = 0; round < rounds; round += 1) {
    for (const subject of subjects) series.get(subject)?.push(await measure(subject, round))
  }
  return series
}

/** What was measured of the same subjects several times, one after the other. */
export function joinSeries<S, V>(parts: readonly Series<S, V>[]): Series<S, V> {
  const joined = new Map<S, readonly V[]>()
  for (const part of parts) {
    for (const [subject, values] of part) joined.set(subject, [...(joined.get(subject) ?? []), ...values])
  }
  return joined
}

/** A median of ratios, and how much they differed. */
export interface Ratio {
  readonly median: number
  readonly spread: number
}

/** How much greater a value is than the baseline of its own round: the median of the rounds. */
export const difference = (values: readonly number[], baseline: readonly number[]): number =>
  median(values.map((value, round) => value - (baseline[round] ?? NaN)))

/** Each value through the baseline of its own round, and the median of these. */
export function ratio(values: readonly number[], baseline: readonly number[]): Ratio {
  const ratios = values.map((value, round) => value / (baseline[round] ?? NaN))
  return { median: median(ratios), spread: spread(ratios) }
}
