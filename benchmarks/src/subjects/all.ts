import { apps } from './apps/index.js'
import type { Subject } from './subject.js'
import { verifiers } from './verifiers/index.js'

/** Every subject, ours first. */
export async function allSubjects(): Promise<readonly Subject[]> {
  const subjects: readonly Subject[] = await Promise.all(
    [...Object.values(verifiers), ...Object.values(apps)].map((load) => load()),
  )
  const rank = ({ kind }: Subject) => (kind === 'qalqon' ? 0 : 1)
  return subjects.toSorted((a, b) => rank(a) - rank(b))
}
