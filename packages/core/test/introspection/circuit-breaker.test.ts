import { CircuitBreaker, type Admission } from '../../src/introspection/circuit-breaker.js'

const N = 1_700_000_000

function admitted(breaker: CircuitBreaker, now: number): Admission {
  const admission = breaker.admit(now)
  if ('waitSeconds' in admission) throw new Error(`not admitted for another ${admission.waitSeconds} s`)
  return admission
}

/** A breaker that failures at N have opened. */
function opened() {
  const breaker = new CircuitBreaker()
  for (let i = 0; i < 5; i++) breaker.failed(admitted(breaker, N), N)
  expect(breaker.open).toBe(true)
  return breaker
}

test('four failures in a row do not open it, five do', () => {
  const breaker = new CircuitBreaker()
  for (let i = 0; i < 4; i++) breaker.failed(admitted(breaker, N), N)
  expect([breaker.open, breaker.waitSeconds(N)]).toEqual([false, 0])
  breaker.failed(admitted(breaker, N), N)
  expect(breaker.open).toBe(true)
  expect(breaker.waitSeconds(N)).toBeGreaterThanOrEqual(0.5)
  expect(breaker.admit(N)).toEqual({ waitSeconds: breaker.waitSeconds(N) })
})

test('a success between failures starts the count again', () => {
  const breaker = new CircuitBreaker()
  for (let i = 0; i < 50; i++) {
    if (i % 5 === 4) expect(breaker.succeeded(admitted(breaker, N))).toBe(false)
    else breaker.failed(admitted(breaker, N), N)
  }
  expect(breaker.open).toBe(false)
})

test('a question that was at fault itself says nothing', () => {
  const breaker = new CircuitBreaker()
  for (let i = 0; i < 50; i++) breaker.undecided(admitted(breaker, N))
  expect(breaker.open).toBe(false)
  for (let i = 0; i < 4; i++) breaker.failed(admitted(breaker, N), N)
  breaker.undecided(admitted(breaker, N))
  breaker.failed(admitted(breaker, N), N)
  expect(breaker.open).toBe(true)
})

test('after the pause one question goes through, and no second while it is under way', () => {
  const breaker = opened()
  const trial = admitted(breaker, N + 1)
  expect(trial).toEqual({ trial: true })
  expect(breaker.admit(N + 1)).toEqual({ waitSeconds: 0 })
  expect(breaker.admit(N + 1000)).toEqual({ waitSeconds: 0 })
  expect(breaker.succeeded(trial)).toBe(true)
  expect(breaker.open).toBe(false)
  expect(breaker.admit(N + 1)).toEqual({ trial: false })
})

test('a trial that says nothing lets the next one try', () => {
  const breaker = opened()
  breaker.undecided(admitted(breaker, N + 1))
  expect(breaker.open).toBe(true)
  expect(admitted(breaker, N + 1)).toEqual({ trial: true })
})

test('the pauses grow from one trial to the next, up to half a minute', () => {
  const breaker = opened()
  let now = N
  for (const longest of [1, 2, 4, 8, 16, 30, 30, 30]) {
    const wait = breaker.waitSeconds(now)
    expect(wait).toBeGreaterThanOrEqual(longest / 2)
    expect(wait).toBeLessThanOrEqual(longest)
    now += wait
    breaker.failed(admitted(breaker, now), now)
  }
  breaker.succeeded(admitted(breaker, now + 30))
  for (let i = 0; i < 5; i++) breaker.failed(admitted(breaker, now), now)
  expect(breaker.waitSeconds(now)).toBeLessThanOrEqual(1)
})

test('failures of questions from before make no pause longer, and end no trial', () => {
  const breaker = new CircuitBreaker()
  const before = Array.from({ length: 100 }, () => admitted(breaker, N))
  for (const admission of before) breaker.failed(admission, N)
  expect(breaker.waitSeconds(N)).toBeLessThanOrEqual(1)
  const late = before[0]!
  admitted(breaker, N + 1)
  breaker.failed(late, N + 1)
  expect(breaker.admit(N + 1)).toEqual({ waitSeconds: 0 })
})

test('an answer to a question from before shows that the endpoint is back', () => {
  const breaker = new CircuitBreaker()
  const late = admitted(breaker, N)
  for (let i = 0; i < 5; i++) breaker.failed(admitted(breaker, N), N)
  expect(breaker.succeeded(late)).toBe(true)
  expect(breaker.admit(N)).toEqual({ trial: false })
})

test('a clock that is set back makes no pause without end', () => {
  const breaker = opened()
  expect(admitted(breaker, N - 1_000_000)).toEqual({ trial: true })
})
