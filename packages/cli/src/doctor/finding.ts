/** One thing that was looked at. A `warning` works, and should still be looked at. */
export interface Finding {
  readonly name: string
  readonly ok: boolean | 'skipped' | 'warning'
  readonly detail: string
  /** How to mend it. */
  readonly hint?: string
}
