import { parseArgs, type ParseArgsConfig } from 'node:util'
import { UsageError } from './usage.js'

type Options = NonNullable<ParseArgsConfig['options']>
type Arguments<O extends Options> = ReturnType<
  typeof parseArgs<{ args: string[]; options: O; allowPositionals: true; strict: true }>
>

/**
 * Reads the arguments of a command.
 *
 * @throws {UsageError} for what the command does not know. It names the option, and never a value.
 */
export function readArguments<const O extends Options>(args: string[], options: O): Arguments<O> {
  try {
    return parseArgs({ args, options, allowPositionals: true, strict: true })
  } catch (thrown) {
    throw new UsageError(problemOf(thrown, args, Object.keys(options)))
  }
}

function problemOf(thrown: unknown, args: readonly string[], known: readonly string[]): string {
  const code = (thrown as { code?: string }).code
  if (code === 'ERR_PARSE_ARGS_UNKNOWN_OPTION') {
    const unknown = args
      .map((arg) => /^--?([a-z-]{1,30})(?==|$)/.exec(arg)?.[1])
      .find((name) => name !== undefined && !known.includes(name))
    return `there is no option ${unknown === undefined ? 'of that name' : `--${unknown}`}`
  }
  return 'an option lacks its value, or has one that it does not take'
}
