// Imports packages in a fresh process, and prints how many milliseconds that took. Their names are the arguments.

const start = performance.now()
for (const name of process.argv.slice(2)) await import(name)
process.stdout.write(String(performance.now() - start))

export {}
