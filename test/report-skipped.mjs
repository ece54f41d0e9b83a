/** A Jest reporter that names what was skipped, a line each: what a machine lacks must not go unnoticed. */
export default class ReportSkipped {
  onRunComplete(_contexts, { testResults }) {
    const skipped = testResults
      .flatMap(({ testResults: tests }) => tests)
      .filter(({ status }) => status === 'pending')
      .map(({ ancestorTitles, title }) => ancestorTitles[0] ?? title)
    const count = (name) => skipped.filter((other) => other === name).length
    for (const name of new Set(skipped)) process.stderr.write(`Skipped (${count(name)}): ${name}\n`)
  }
}
