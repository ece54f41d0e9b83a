/** What a part answers to its own pages on behalf of the observer. */
export interface PanelAnswer {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

/** Headers of all of them. */
export const panelHeaders = {
  'Cache-Control': 'private, no-cache',
  'X-Content-Type-Options': 'nosniff',
  'Cross-Origin-Resource-Policy': 'same-origin',
  // What is shown is made to be put into a page of this part; alone it is nothing that runs.
  'Content-Security-Policy': "default-src 'none'; style-src 'self'; frame-ancestors 'none'; base-uri 'none'",
} as const

export function textAnswer(status: number, body: string): PanelAnswer {
  return { status, headers: { ...panelHeaders, 'Content-Type': 'text/plain; charset=utf-8' }, body }
}
