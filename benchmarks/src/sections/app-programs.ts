import { Program } from '../process/program.js'
import type { AppProgram } from '../programs/app.js'
import { apps, type AppName } from '../subjects/apps/index.js'
import type { Provision } from '../subjects/provision.js'
import type { AppSubject } from '../subjects/subject.js'

/** An app in a process of its own. */
export interface RunningAppProgram {
  readonly subject: AppSubject
  readonly program: Program<AppProgram>
  readonly port: number
}

/**
 * Starts one.
 *
 * @param ages whether its clock can be moved later
 */
export async function startApp(
  name: AppName,
  provision: Provision,
  { ages = false } = {},
): Promise<RunningAppProgram> {
  const subject: AppSubject = await apps[name]()
  const program = new Program<AppProgram>('app')
  if (ages) await program.call('shiftClock', 0)
  const port = await program.call('start', name, provision)
  return { subject, program, port }
}

/** Tells those that can be measured from the others, and says why these cannot. */
export async function measurableApps(
  names: readonly AppName[],
): Promise<{ measurable: readonly AppName[]; left: readonly string[] }> {
  const measurable: AppName[] = []
  const left: string[] = []
  for (const name of names) {
    const subject: AppSubject = await apps[name]()
    const reason = subject.missing?.()
    if (reason === undefined) measurable.push(name)
    else left.push(`${subject.name} is left out: ${reason}.`)
  }
  return { measurable, left }
}
