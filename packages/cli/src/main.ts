#!/usr/bin/env node
import process from 'node:process'
import { run } from './run.js'

// Not process.exit(): it could cut off what has not been written yet.
process.exitCode = await run(process.argv.slice(2), process)
