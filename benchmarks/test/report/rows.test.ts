import { spreadNote } from '../../src/report/rows.js'

test('tells the widest spread', () => {
  const ratios = [
    { median: 1, spread: 0.012 },
    { median: 2, spread: 0.031 },
  ]
  expect(spreadNote(ratios)).toContain('±4 %')
})
