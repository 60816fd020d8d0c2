import { execFileSync, spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { EMPTY_MODEL } from '../core/document/model.ts'
import { GENERATOR, printDocument } from '../core/document/toDocument.ts'
import { openText } from '../formats/open.ts'
import { COMMANDS } from './commands.ts'
import type { Io } from './io.ts'
import { run } from './run.ts'

const ROOT = fileURLToPath(new URL('../../', import.meta.url))
const DUMP = fixture('0.9.0__firk_radau_iia_5__n32__float32.json')
const EMPTY = printDocument(EMPTY_MODEL)

function fixture(name: string): string {
  return readFileSync(`${ROOT}fixtures/cubie/${name}`, 'utf8')
}

/** Runs a command on files that exist only in the test; what was printed, and the exit code. */
async function call(args: readonly string[], files: Readonly<Record<string, string>> = {}) {
  const found = { out: '', err: '', code: -1 }
  const io: Io = {
    read: async (path) => {
      const text = files[path]
      return text === undefined
        ? { kind: 'failed', reason: 'There is no such file.' }
        : { kind: 'bytes', bytes: new TextEncoder().encode(text) }
    },
    out: async (text) => void (found.out += text),
    err: async (text) => void (found.err += text),
  }
  found.code = await run(args, io)
  return found
}

describe('layout', () => {
  test('prints the document of a dump, which opens to the same model', async () => {
    const { out, err, code } = await call(['layout', 'a.json'], { 'a.json': DUMP })
    expect({ err, code }).toEqual({ err: '', code: 0 })
    expect(openText(out)).toMatchObject({ kind: 'ok', notices: [] })
    expect(await call(['layout', '-'], { '-': out })).toEqual({ out, err: '', code: 0 })
  })

  test('opens another phase when asked', async () => {
    const { out } = await call(['layout', 'a', '--phase', 'state_pair_shared'], { a: DUMP })
    expect(out).toContain('"name": "radau_iia_5, n = 32, float32, state_pair_shared"')
  })

  test('refuses an unknown phase, and names the known ones', async () => {
    const { out, err, code } = await call(['layout', 'a', '--phase', 'bilt'], { a: DUMP })
    expect({ out, code }).toEqual({ out: '', code: 2 })
    expect(err).toMatch(/^a: phases: Found no phase "bilt"; there are: "constructed", "built", /)
  })

  test('refuses a phase of a layout document', async () => {
    const { out, err, code } = await call(['layout', 'a', '--phase', 'built'], { a: EMPTY })
    expect({ out, code }).toEqual({ out: '', code: 2 })
    expect(err).toBe('a: Found no phase "built": a layout document has no phases.\n')
  })

  test('lists every problem with its path on standard error, and prints nothing', async () => {
    const bad = EMPTY.replace('"factories": []', '"factories": [{"id":1},{"id":""}]')
    const { out, err, code } = await call(['layout', 'bad.json'], { 'bad.json': bad })
    expect({ out, code }).toEqual({ out: '', code: 2 })
    expect(err.split('\n')).toEqual([
      'bad.json: factories[0].id: Found 1, expected an id: not empty, no control character, well-formed Unicode.',
      'bad.json: factories[1].id: Found "", expected an id: not empty, no control character, well-formed Unicode.',
      '',
    ])
  })

  test('names line and column of what is not JSON', async () => {
    const { out, err, code } = await call(['layout', 'a'], { a: '{\n "x": tru }' })
    expect({ out, code }).toEqual({ out: '', code: 2 })
    expect(err).toBe('a:2:7: This is not JSON. Found "t", expected a value.\n')
  })

  test('spells out control characters of a file on the terminal', async () => {
    const { err } = await call(['layout', 'a\u001b[2J'], {})
    expect(err).toBe('a\\u001b[2J: There is no such file.\n')
  })
})

describe('compare', () => {
  test('finds every recorded layout equal to the computed one', async () => {
    const { out, err, code } = await call(['compare', 'a'], { a: DUMP })
    expect({ err, code }).toEqual({ err: '', code: 0 })
    expect(out).toMatch(/^The layouts are equal: (\d+) of \1 entries of 8 factories /)
  })

  test('prints what differs from the recorded layout, and ends with 1', async () => {
    const { out } = await call(['layout', 'a'], { a: DUMP })
    const changed = out.replace('"name":"state","size":32', '"name":"state","size":40')
    const result = await call(['compare', 'b'], { b: changed })
    expect(result.code).toBe(1)
    expect(result.err).toContain('b: note: factories[0].layout.local[0].size: The document says 32')
    expect(result.out).toContain(
      'loop\n  resized    state: recorded local[32], computed local[40]\n  total local:',
    )
  })

  test('compares two phases of one dump by factory and name', async () => {
    const phases = ['--phase', 'built', '--phase', 'state_pair_shared']
    const { out, code } = await call(['compare', 'a', 'a', ...phases], { a: DUMP })
    expect(code).toBe(1)
    expect(out).toContain('  relocated  state: A local[32], B shared 0–32\n')
    expect(out).toContain('kernel  total shared: 0 → 64 (+64)\n')
  })

  test('finds two equal documents equal', async () => {
    const { out, code } = await call(['compare', 'a', 'b'], { a: EMPTY, b: EMPTY })
    expect(code).toBe(0)
    expect(out).toBe('The layouts are equal: 0 of 0 entries of 0 factories lie where A has them.\n')
  })

  test('names the settings of the launch that differ, and calls the layouts equal all the same', async () => {
    const launch = '"launch": {"carveoutPercent":30,"barriers":2,"sharedTargetBytes":null},'
    const other = EMPTY.replace('"roots"', `${launch}"roots"`)
    const { out, code } = await call(['compare', 'a', 'b'], { a: EMPTY, b: other })
    expect(code).toBe(0)
    expect(out.split('\n').slice(0, 3)).toEqual([
      'launch  carveoutPercent: -1 → 30',
      'launch  barriers: 1 → 2',
      'launch  sharedTargetBytes: 32768 → null',
    ])
  })

  test('says so where nothing was recorded', async () => {
    const { out, err, code } = await call(['compare', 'a'], { a: EMPTY })
    expect({ out, code }).toEqual({ out: '', code: 2 })
    expect(err).toContain('holds no recorded layout')
  })

  test('says the problems of both files', async () => {
    const { out, err, code } = await call(['compare', 'a', 'b'], { a: '', b: '[]' })
    expect({ out, code }).toEqual({ out: '', code: 2 })
    expect(err).toMatch(/^a: The file is empty.*\nb: Found an empty list/)
  })
})

describe('check', () => {
  test('counts the static bytes that a document names, and layout keeps them', async () => {
    const fits = EMPTY.replace('"roots": []', '"roots": ["a"]').replace(
      '"factories": []',
      '"factories": [{"id":"a","entries":[{"kind":"buffer","name":"x","size":100,"location":"shared"}]}]',
    )
    const withStatic = fits.replace('"roots"', '"launch": {"staticSharedBytes":30000},"roots"')
    expect((await call(['check', 'a'], { a: fits })).code).toBe(0)
    const { out, code } = await call(['check', 'a'], { a: withStatic })
    expect(code).toBe(1)
    expect(out).toContain('30000 B of static shared memory')
    const printed = await call(['layout', 'a'], { a: withStatic })
    expect(printed.out).toContain('"optIn":false,"staticSharedBytes":30000}')
    expect((await call(['layout', 'a'], { a: fits })).out).toContain('"optIn":false}')
  })

  const tooLarge = EMPTY.replace('"roots": []', '"roots": ["a"]').replace(
    '"factories": []',
    '"factories": [{"id":"a","entries":[{"kind":"buffer","name":"x","size":12289,"location":"shared"}]}]',
  )

  test('finds nothing wrong with an empty model', async () => {
    expect(await call(['check', 'a'], { a: EMPTY })).toEqual({
      out: '0 error, 0 warning, 0 info\n',
      err: '',
      code: 0,
    })
  })

  test('ends with 1 where a finding is an error', async () => {
    const { out, code } = await call(['check', 'a'], { a: tooLarge })
    expect(code).toBe(1)
    expect(out).toMatch(/^error +over-block-limit +kernel: A single run needs/m)
  })

  test('prints findings as JSON', async () => {
    const { out, code } = await call(['check', 'a', '--json'], { a: tooLarge })
    expect(code).toBe(1)
    expect(JSON.parse(out)).toMatchObject({
      findings: [{ id: 'over-block-limit', severity: 'error', factory: null, entry: null }],
    })
  })

  test('counts only findings at or above the wanted severity', async () => {
    const nearLimit = tooLarge.replace('12289', '256')
    const codes = async (severity: string) =>
      (await call(['check', 'a', '--fail-on', severity], { a: nearLimit })).code
    expect([await codes('error'), await codes('warning'), await codes('info')]).toEqual([0, 1, 1])
  })

  test('refuses another severity', async () => {
    const { out, err, code } = await call(['check', 'a', '--fail-on', 'all'], { a: EMPTY })
    expect({ out, code }).toEqual({ out: '', code: 2 })
    expect(err).toContain('--fail-on must be one of error, warning, info')
  })
})

describe('usage', () => {
  test.each([...COMMANDS.keys()])('%s --help says how it is used, and is good', async (name) => {
    const { out, err, code } = await call([name, '--help'])
    expect({ err, code }).toEqual({ err: '', code: 0 })
    expect(out).toContain(`Usage: bufferscope ${name} `)
  })

  test('--help lists every command', async () => {
    const { out, code } = await call(['--help'])
    expect(code).toBe(0)
    for (const name of COMMANDS.keys()) expect(out).toContain(`  ${name} `)
  })

  test('--version names the version of package.json', async () => {
    const { version } = JSON.parse(readFileSync(`${ROOT}package.json`, 'utf8')) as {
      readonly version: string
    }
    expect(GENERATOR).toBe(`bufferscope ${version}`)
    expect((await call(['--version'])).out).toBe(`${GENERATOR}\n`)
  })

  test.each([
    [[]],
    [['lay']],
    [['layout']],
    [['layout', 'a', 'b']],
    [['layout', 'a', '--nope']],
    [['layout', 'a', '--phase']],
    [['compare', '-', '-']],
    [['compare', 'a', '--phase', 'x', '--phase', 'y']],
    [['check', 'missing.json']],
  ])('bufferscope %j ends with 2 and prints nothing', async (args) => {
    const { out, err, code } = await call(args, { a: DUMP, '-': DUMP })
    expect({ out, code }).toEqual({ out: '', code: 2 })
    expect(err).not.toBe('')
  })

  test('ends with 3 where something breaks that is not the input', async () => {
    const io: Io = {
      read: () => Promise.reject(new Error('the disk is gone')),
      out: async () => {},
      err: async () => {},
    }
    expect(await run(['layout', 'a'], io)).toBe(3)
  })
})

describe('the built command line', () => {
  test('runs through npm, and reads standard input', () => {
    const file = 'fixtures/cubie/0.9.0__tsit5__n10__float32.json'
    const npm = ['run', '--silent', 'bufferscope', '--', 'layout']
    const options = { cwd: ROOT, encoding: 'utf8' } as const
    const printed = execFileSync('npm', [...npm, file], options)
    expect(openText(printed).kind).toBe('ok')
    const again = spawnSync('npm', [...npm, '-'], { ...options, input: printed })
    expect(again).toMatchObject({ status: 0, stderr: '', stdout: printed })
    const bad = spawnSync('npm', [...npm, 'no-such-file'], options)
    expect(bad).toMatchObject({
      status: 2,
      stdout: '',
      stderr: 'no-such-file: There is no such file.\n',
    })
  }, 120_000)

  test('lets a reader leave early', () => {
    const entries = Array.from({ length: 5000 }, (_, i) => ({
      kind: 'buffer',
      name: `b${i}`,
      size: i,
      location: 'local',
    }))
    const input = JSON.stringify({
      format: 'bufferscope-layout',
      version: 1,
      factories: [{ id: 'a', entries }],
    })
    const command = 'set -o pipefail; npm run --silent bufferscope -- layout - | head -c 9'
    const early = spawnSync('bash', ['-c', command], { cwd: ROOT, encoding: 'utf8', input })
    expect(early).toMatchObject({ status: 0, stderr: '', stdout: '{\n  "form' })
  }, 120_000)
})
