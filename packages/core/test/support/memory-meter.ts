import {
  AggregationTemporality,
  InMemoryMetricExporter,
  MeterProvider,
  PeriodicExportingMetricReader,
} from '@opentelemetry/sdk-metrics'

const providers: MeterProvider[] = []

/** A real meter, and what it has measured. */
export function memoryMeter() {
  const exporter = new InMemoryMetricExporter(AggregationTemporality.CUMULATIVE)
  const reader = new PeriodicExportingMetricReader({ exporter, exportIntervalMillis: 3_600_000 })
  const provider = new MeterProvider({ readers: [reader] })
  providers.push(provider)
  /** The points of each metric. */
  const measured = async () => {
    exporter.reset()
    await provider.forceFlush()
    const all = exporter
      .getMetrics()
      .at(-1)!
      .scopeMetrics.flatMap((scope) => scope.metrics)
    return Object.fromEntries(
      all.map(({ descriptor, dataPoints }) => [
        descriptor.name,
        dataPoints.map(({ attributes, value }) => ({ attributes, value })),
      ]),
    )
  }
  return { meter: provider.getMeter('test'), measured }
}

/** For the end of a test file. */
export async function shutDownMeters(): Promise<void> {
  for (const provider of providers) await provider.shutdown()
}
