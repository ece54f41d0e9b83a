import type { Step } from '../../src/step.js'

let last = 0

/** A step as a part tells it. */
export function step(changes: Partial<Step> = {}): Step {
  last += 1
  return {
    id: last.toString(16).padStart(16, '0'),
    part: 'drive',
    from: 'photo-print',
    to: 'drive',
    time: 1_700_000_000_000 + last,
    milliseconds: 3,
    request: { method: 'GET', path: '/files', parameters: [], headers: [] },
    answer: { status: 200, headers: [], body: [] },
    tokens: [],
    checks: [],
    ...changes,
  }
}

export const request = (method: string, path: string, parameters: Step['request']['parameters'] = []) => ({
  method,
  path,
  parameters,
  headers: [],
})
