import { readFileSync } from 'node:fs'
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
  if (name === '--version') {
    terminal.stdout.write(`${version()}\n`)
    return exitCode.good
  }
  try {
    const command = Object.hasOwn(commands, name) ? commands[name] : undefined
    if (!command) throw new UsageError('there are two commands: explain and doctor')
    return await command(rest, terminal)
  } catch (thrown) {
    if (!(thrown instanceof UsageError)) throw thrown
    terminal.stderr.write(`qalqon: ${thrown.message}\n(qalqon --help says more)\n`)
    return exitCode.usage
  }
}

/** The sources and what is built of them stand equally deep. */
function version(): string {
  const text = readFileSync(new URL('../package.json', import.meta.url), 'utf8')
  return (JSON.parse(text) as { version: string }).version
}
