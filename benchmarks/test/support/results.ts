import type { Results, SectionResults } from '../../src/report/results.js'

const environment = {
  date: '2026-11-24',
  node: '20.20.2',
  platform: 'linux x64',
  cpu: 'Some Processor',
  cores: 2,
  othersBusy: 0.02,
}

export const verifyResults: SectionResults = {
  environment,
  tables: [
    {
      title: 'RS256',
      subjects: 'subject',
      columns: [
        { heading: 'speed', unit: 'part' },
        { heading: 'answered', unit: 'percent' },
      ],
      rows: [
        { label: 'bare `crypto.verify`', kind: 'yardstick', cells: [1, 1] },
        { label: 'Qalqon', kind: 'qalqon', cells: [0.8749, 0.999] },
        { label: 'a <peer>', kind: 'peer', cells: [null, 'over 1000 ms'] },
      ],
      charts: [{ title: 'Speed', column: 0, mark: 1 }],
      notes: ['The rounds agree.', 'A peer is left out.'],
    },
  ],
}

export const results: Results = {
  packages: { '@qalqon/core': '1.2.3' },
  sections: { verify: verifyResults },
}
