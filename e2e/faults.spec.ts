import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import { build } from 'vite'

interface FaultReport {
  readonly name: string
  readonly kind: string
  readonly adapter: string | null
  readonly said: readonly object[]
  readonly expected: readonly Record<string, unknown>[]
}

/** The browser's runner and the faults as one script, which no page of the app loads. */
async function proverScript(): Promise<string> {
  const built = await build({
    configFile: false,
    logLevel: 'error',
    build: {
      write: false,
      minify: false,
      lib: {
        entry: join(import.meta.dirname, '../src/gpu/faultProver.ts'),
        formats: ['iife'],
        name: 'prover',
      },
    },
  })
  const [output] = Array.isArray(built) ? built : [built]
  if (!('output' in output)) throw new Error('nothing was built')
  return output.output[0].code
}

for (const program of ['table', 'generated'] as const) {
  test(`all 29 kinds of fault are disproven in Chromium by the ${program} kernel`, async ({
    page,
    baseURL,
  }) => {
    test.setTimeout(240_000)
    // A page of the same secure origin, with nothing of the app in it.
    const address = new URL('faults.html', baseURL).href
    await page.route(address, (route) =>
      route.fulfill({ contentType: 'text/html', body: '<!doctype html><title>faults</title>' }),
    )
    await page.goto(address)
    await page.addScriptTag({ content: await proverScript() })
    const reports = await page.evaluate<readonly FaultReport[]>(`prover.proveFaults('${program}')`)
    expect(reports).toHaveLength(30)
    expect(reports[0]).toMatchObject({ name: 'none', kind: 'proven' })
    for (const { name, kind, adapter, said, expected } of reports.slice(1)) {
      expect.soft({ name, kind }).toEqual({ name, kind: 'disproven' })
      expect.soft(adapter, name).not.toBeNull()
      for (const wanted of expected)
        expect.soft(said, name).toContainEqual(expect.objectContaining(wanted))
    }
  })
}
