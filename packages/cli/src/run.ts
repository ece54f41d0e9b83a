import { ConfigurationFault } from '@qalqon/core'
import { doctor } from './commands/doctor.js'
import { explain } from './commands/explain.js'
import { exitCode, type ExitCode } from './exit-code.js'
import type { Terminal } from './terminal.js'
import { usage, UsageError } from './usage.js'

const commands: Readonly<Record<string, (args: string[], terminal: Terminal) => Promise<ExitCode>>> = {
  explain,
  doctor,
}

/** Runs the program. Returns what it ends with. */
export async function run(args: readonly string[], terminal: Terminal): Promise<ExitCode> {
  const [name = '', ...rest] = args
  if (['--help', '-h', 'help'].includes(name) || rest.includes('--help')) {
    terminal.stdout.write(usage)
    return exitCode.good
  }
  try {
    const command = Object.hasOwn(commands, name) ? commands[name] : undefined
    if (!command) throw new UsageError('there are two commands: explain and doctor')
    return await command(rest, terminal)
  } catch (thrown) {
    if (!(thrown instanceof UsageError) && !(thrown instanceof ConfigurationFault)) throw thrown
    terminal.stderr.write(`qalqon: ${thrown.message}\n(qalqon --help says more)\n`)
    return exitCode.usage
  }
}
