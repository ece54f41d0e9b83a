import { formatNumber } from '../../src/report/number.js'

test.each([
  ['part', 0.8749, '0.87'],
  ['times', 9.96, '10.0×'],
  ['times', 15.4, '15×'],
  ['percent', 0.999, '99 %'],
  ['percent', 1, '100 %'],
  ['ms', 9.94, '9.9 ms'],
  ['ms', 41.2, '41 ms'],
  ['MiB', 11.04, '11.0'],
  ['count', 3, '3'],
  ['seconds', 604_800, '604,800 s'],
] as const)('%s: %d is written %s', (unit, value, text) => expect(formatNumber(value, unit)).toBe(text))
