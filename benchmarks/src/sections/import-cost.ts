import { execFileSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { installedPackages } from '../measure/installed-packages.js'
import { interleave, ratio } from '../measure/rounds.js'
import type { Row, Table } from '../report/results.js'
import { spreadNote } from '../report/rows.js'
import type { Context, Section } from './section.js'

/** What is imported, the one after the other: most APIs need a second package for the keys. */
const subjects: readonly { readonly imports: readonly string[]; readonly kind: Row['kind'] }[] = [
  { imports: ['jose'], kind: 'yardstick' },
  { imports: ['@qalqon/core'], kind: 'qalqon' },
  { imports: ['@qalqon/express'], kind: 'qalqon' },
  { imports: ['@qalqon/koa'], kind: 'qalqon' },
  { imports: ['@qalqon/fastify'], kind: 'qalqon' },
  { imports: ['fast-jwt'], kind: 'peer' },
  { imports: ['jsonwebtoken'], kind: 'peer' },
  { imports: ['aws-jwt-verify'], kind: 'peer' },
  { imports: ['oauth4webapi'], kind: 'peer' },
  { imports: ['express-oauth2-jwt-bearer'], kind: 'peer' },
  { imports: ['express-jwt', 'jwks-rsa'], kind: 'peer' },
  { imports: ['koa-jwt', 'jwks-rsa'], kind: 'peer' },
]

const here = fileURLToPath(new URL('.', import.meta.url))
const program = fileURLToPath(new URL('../programs/import-time.js', import.meta.url))

export const importCost: Section = {
  name: 'import',
  title: 'Import and installation',
  about: `The time that \`import\` takes in a fresh process, in multiples of the time that jose alone takes, and the number of packages that
an installation brings (the package itself among them, the framework not). The yardstick is jose, on which Qalqon
stands. **Less is better.**`,
  async run({ plan, say }: Context): Promise<readonly Table[]> {
    say(`import: ${plan.import.runs} rounds`)
    const series = await interleave(plan.import.runs, subjects, ({ imports }) =>
      Promise.resolve(importMs(imports)),
    )
    const [jose = [], ...others] = series.values()
    const ratios = [jose, ...others].map((times) => ratio(times, jose))
    const rows = subjects.map(({ imports, kind }, at): Row => {
      const packages = installedPackages(imports, here)
      return { label: imports.join(' and '), kind, cells: [ratios[at]?.median ?? null, packages] }
    })
    return [
      {
        title: 'Import and installation',
        subjects: 'package',
        columns: [
          { heading: 'time of the import, in multiples of that of jose', unit: 'times' },
          { heading: 'packages in `node_modules`', unit: 'count' },
        ],
        rows,
        charts: [{ title: 'Time of the import in multiples of that of jose', column: 0 }],
        notes: [spreadNote(ratios)],
      },
    ]
  },
}

const importMs = (names: readonly string[]) =>
  Number(execFileSync(process.execPath, [program, ...names], { encoding: 'utf8', timeout: 60_000 }))
