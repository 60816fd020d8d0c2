// The last line of a run of everything: what `npm test` and `npm run test:bridge` counted, added up.
// With --forget: starts such a run, so that no counts of an earlier one are added.
import { forgetCounts, readCounts, writeCounts } from './count.mjs'

if (process.argv.includes('--forget')) forgetCounts()
else writeCounts('total', [readCounts('test'), readCounts('bridge')])
