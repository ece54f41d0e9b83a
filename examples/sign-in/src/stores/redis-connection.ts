import { Redis, type Command } from 'ioredis'

/**
 * A connection whose errors can be logged. ioredis puts the command into the error of one that failed, and with it what was to be stored:
 * the tokens of a person, or the name of a session.
 */
export class RedisConnection extends Redis {
  override sendCommand(command: Command, stream?: Parameters<Redis['sendCommand']>[1]): unknown {
    // Before anybody else hears of the failure: the error is the same object.
    command.promise.catch((error: unknown) => {
      if (error instanceof Error) Reflect.deleteProperty(error, 'command')
    })
    return super.sendCommand(command, stream)
  }
}
