/** What `GET /files` answers: it stands in memory. */
export const files = [
  { id: 'f1', name: 'Lighthouse.png', bytes: 482_113, changedAt: '2026-03-01T08:30:00Z' },
  { id: 'f2', name: 'Trip plan.md', bytes: 2_048, changedAt: '2026-03-14T17:05:00Z' },
  { id: 'f3', name: 'Welcome.txt', bytes: 512, changedAt: '2026-02-20T11:45:00Z' },
]

export const path = '/files'
