import { exposeGc, Program, stopAll } from '../process/program.js'
import type { HeapProgram } from '../programs/heap.js'
import type { Row, Table } from '../report/results.js'
import { rowOf } from '../report/rows.js'
import type { VerifierSubject } from '../subjects/subject.js'
import { verifiers, type VerifierName } from '../subjects/verifiers/index.js'
import type { Context, Section } from './section.js'

const subjects: readonly VerifierName[] = ['qalqon', 'fastJwtWithCache']

export const memory: Section = {
  name: 'memory',
  title: 'Memory',
  about: `Many tokens that were never seen, ES256, with real signatures. What is left in memory after garbage collection: at the start,
after a tenth of the tokens, and at the end. **The last column is the end through the tenth: 1.00 means that memory does
not grow with the number of tokens, only up to what the cache holds.** Qalqon keeps a token at its second sight, and takes about one new
token in a hundred for one that it has seen: so its cache, of at most 20,000 tokens, fills over some millions of tokens, and then stays.`,
  async run(context) {
    // Memory is measured, not time: they may run side by side.
    const rows = await Promise.all(subjects.map((name) => measure(name, context)))
    const count = context.plan.memory.distinct.toLocaleString('en')
    const table: Table = {
      title: `${count} different tokens`,
      subjects: 'subject',
      columns: [
        { heading: 'start', unit: 'MiB' },
        { heading: 'after a tenth', unit: 'MiB' },
        { heading: 'end', unit: 'MiB' },
        { heading: 'end, through the tenth', unit: 'part' },
      ],
      rows,
    }
    return [table]
  },
}

async function measure(name: VerifierName, { issuer, plan, say }: Context): Promise<Row> {
  const { distinct } = plan.memory
  const subject: VerifierSubject = await verifiers[name]()
  const tenant = await issuer.tenant('memory')
  const { privateKey, kid } = tenant.keys.ES256
  const pem = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()
  const program = new Program<HeapProgram>('heap', exposeGc)
  try {
    await program.call('create', name, tenant.provision('ES256'), pem, kid)
    // What is compiled and allocated once is there before anything is counted.
    await program.call('verifyNew', 100)
    const start = await program.call('heapMiB')
    say(`memory: ${subject.name}, the first tenth of ${distinct}`)
    await program.call('verifyNew', Math.round(distinct / 10))
    const tenth = await program.call('heapMiB')
    say(`memory: ${subject.name}, the rest`)
    await program.call('verifyNew', distinct - Math.round(distinct / 10))
    const end = await program.call('heapMiB')
    return rowOf(subject, [start, tenth, end, end / tenth])
  } finally {
    await stopAll([program])
  }
}
