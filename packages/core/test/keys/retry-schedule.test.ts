import { RetrySchedule } from '../../src/keys/retry-schedule.js'

const N = 1_700_000_000

/** The wait after so many failures, the longest and the shortest that chance brings about. */
function waits(failures: number): { shortest: number; longest: number } {
  const bounds = [0, 0.999_999].map((chance) => {
    const random = jest.spyOn(Math, 'random').mockReturnValue(chance)
    const schedule = new RetrySchedule()
    for (let failure = 0; failure < failures; failure++) schedule.failed(N)
    random.mockRestore()
    return schedule.waitSeconds(N)
  })
  return { shortest: bounds[0]!, longest: bounds[1]! }
}

test('before a failure there is nothing to wait for', () => {
  const schedule = new RetrySchedule()
  expect([schedule.failing, schedule.waitSeconds(N)]).toEqual([false, 0])
})

test.each([
  [1, 1],
  [2, 2],
  [3, 4],
  [4, 8],
  [5, 16],
  [6, 30],
  [7, 30],
  [1000, 30],
])('after %d failures it waits up to %d s, and by chance down to half of it', (failures, seconds) => {
  const { shortest, longest } = waits(failures)
  expect(shortest).toBeCloseTo(seconds / 2, 3)
  expect(longest).toBeCloseTo(seconds, 3)
})

test('the wait runs down to 0', () => {
  const random = jest.spyOn(Math, 'random').mockReturnValue(0)
  const schedule = new RetrySchedule()
  for (let failure = 0; failure < 3; failure++) schedule.failed(N)
  random.mockRestore()
  expect([0, 1, 2, 1000].map((seconds) => schedule.waitSeconds(N + seconds))).toEqual([2, 1, 0, 0])
  expect(schedule.failing).toBe(true)
})

test('a success starts from the beginning', () => {
  const schedule = new RetrySchedule()
  for (let failure = 0; failure < 10; failure++) schedule.failed(N)
  schedule.succeeded()
  expect([schedule.failing, schedule.waitSeconds(N)]).toEqual([false, 0])
  schedule.failed(N)
  expect(schedule.waitSeconds(N)).toBeLessThanOrEqual(1)
})

test('a clock that was set back does not make the wait longer', () => {
  const schedule = new RetrySchedule()
  schedule.failed(N)
  expect(schedule.waitSeconds(N - 3600)).toBe(0)
  for (const seconds of [1, 10, 29, 31]) expect(schedule.waitSeconds(N - seconds)).toBeLessThanOrEqual(30)
})
