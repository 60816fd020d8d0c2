import process from 'node:process'
import { nodeIo } from './nodeIo.ts'
import { run } from './run.ts'

// The exit code is set, not forced: what is still being written gets out first.
process.exitCode = await run(process.argv.slice(2), nodeIo(process))
