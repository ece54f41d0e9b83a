import { cpus } from 'node:os'
import { setTimeout } from 'node:timers/promises'
import type { Environment } from '../report/results.js'

/** The machine, on this day. */
export function environment(othersBusy: number): Environment {
  const processors = cpus()
  return {
    date: new Date().toISOString().slice(0, 10),
    node: process.versions.node,
    platform: `${process.platform} ${process.arch}`,
    cpu: processors[0]?.model.trim() ?? 'unknown processor',
    cores: processors.length,
    othersBusy,
  }
}

/** Which part of the processors other programs take, seen over a second in which this one does nothing. */
export async function busyPart(): Promise<number> {
  const before = processorTimes()
  await setTimeout(1000)
  const after = processorTimes()
  const idle = after.idle - before.idle
  return 1 - idle / (after.all - before.all)
}

function processorTimes(): { readonly idle: number; readonly all: number } {
  const times = cpus().map((processor) => processor.times)
  const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0)
  return { idle: sum(times.map(({ idle }) => idle)), all: sum(times.flatMap((time) => Object.values(time))) }
}
