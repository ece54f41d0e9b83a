import type { Unit } from './results.js'

const written: Readonly<Record<Unit, (value: number) => string>> = {
  part: (value) => value.toFixed(2),
  times: (value) => `${value >= 10 ? value.toFixed(0) : value.toFixed(1)}×`,
  percent: (value) => `${roundDown(value * 100)} %`,
  ms: (value) => `${value >= 10 ? value.toFixed(0) : value.toFixed(1)} ms`,
  µs: (value) => `${value.toFixed(0)} µs`,
  MiB: (value) => value.toFixed(1),
  count: (value) => value.toFixed(0),
  seconds: (value) => `${value.toLocaleString('en')} s`,
}

/** Nothing short of all is 100 %. */
const roundDown = (percent: number) => Math.floor(percent)

/** A number as the report writes it, with its unit. */
export const formatNumber = (value: number, unit: Unit) => written[unit](value)
