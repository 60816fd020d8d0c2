import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { findingsOf } from '../core/analysis/findings.ts'
import { printDocument } from '../core/document/toDocument.ts'
import { mainKernelOf } from '../core/layout/kernelLayout.ts'
import { MAX_INPUT_BYTES, MAX_INPUT_ENTRIES } from './limits.ts'
import { openBytes, openText, type Opened } from './open.ts'
import { MAX_PROBLEMS, ProblemList } from './problem.ts'
import { readDocument } from './readDocument.ts'
import type { Upgrader } from './upgraders.ts'

const FOLDER = new URL('../../fixtures/bad/', import.meta.url)

interface Expected {
  readonly file: string
  readonly problems: readonly unknown[]
  readonly unlisted?: number
}

const EXPECTED = JSON.parse(
  readFileSync(new URL('expected.json', FOLDER), 'utf8'),
) as readonly Expected[]

function openFile(file: string): Opened {
  return openBytes(new Uint8Array(readFileSync(new URL(file, FOLDER))))
}

function documentOf(factories: readonly unknown[], rest: object = {}): string {
  return JSON.stringify({ format: 'bufferscope-layout', version: 1, factories, ...rest })
}

function problemsOf(opened: Opened): readonly string[] {
  if (opened.kind === 'ok') return []
  return opened.problems.map(({ path, message }) => `${path}: ${message}`)
}

describe('a bad file is refused with every problem, its place, what was found and expected', () => {
  test('every file of the folder is tried', () => {
    const files = readdirSync(FOLDER).filter((file) => file !== 'expected.json')
    expect(EXPECTED.map((row) => row.file)).toEqual(files.sort())
    expect(files.length).toBeGreaterThan(90)
  })

  test.each(EXPECTED)('$file', ({ file, problems, unlisted = 0 }) => {
    expect(problems.length).toBeGreaterThan(0)
    expect(openFile(file)).toEqual({ kind: 'invalid', problems, unlisted })
  })
})

describe('limits', () => {
  test('at most 50 problems are listed, and the others counted', () => {
    const opened = openFile('sixty-problems.json')
    expect(opened).toMatchObject({ kind: 'invalid', unlisted: 10 })
    expect(problemsOf(opened)).toHaveLength(MAX_PROBLEMS)
  })

  test('256 MiB is the most, as bytes and as text', () => {
    const expected = 'expected at most 268435456 (256 MiB); split the document.'
    expect(problemsOf(openBytes(new Uint8Array(MAX_INPUT_BYTES + 1)))).toEqual([
      `: Found 268435457 bytes, ${expected}`,
    ])
    expect(problemsOf(openText(' '.repeat(MAX_INPUT_BYTES + 1)))).toEqual([
      `: Found 268435457 characters, ${expected}`,
    ])
  })

  test('10 million entries are the most, over all factories', () => {
    const half = `{"entries":[${'0,'.repeat(MAX_INPUT_ENTRIES / 2)}0]}`
    const text = `{"format":"bufferscope-layout","version":1,"factories":[${half},${half}]}`
    expect(problemsOf(openText(text))).toEqual([
      ': Found 10000002 entries, expected at most 10000000; split the document.',
    ])
  })
})

describe('what is odd but opens', () => {
  const shared = { kind: 'buffer', name: 'a', size: 4, location: 'shared' }

  test('an alias to an absent name, and a region without its edge, are findings', () => {
    const entries = [
      { ...shared, aliases: 'gone' },
      { kind: 'child-region', name: 'r', child: 'lost', of: 'shared', size: 2 },
    ]
    const opened = openText(documentOf([{ id: 'f', entries }]))
    if (opened.kind === 'invalid') throw new Error(problemsOf(opened).join('\n'))
    const ids = findingsOf(opened.model).map((finding) => finding.id)
    expect(ids).toContain('unknown-alias-target')
    expect(ids).toContain('bad-region')
  })

  test('fields that are left out have the defaults of the contract', () => {
    const opened = openText(documentOf([{ id: 'f', precision: 'float64', entries: [shared] }]))
    expect(opened).toMatchObject({
      kind: 'ok',
      model: {
        name: 'Untitled',
        launch: {
          blockSize: 256,
          runs: 4096,
          registersPerThread: 64,
          target: '8.9',
          optIn: false,
          staticSharedBytes: 0,
          carveoutPercent: -1,
          barriers: 1,
        },
        registry: {
          extentRule: 'elements',
          roots: ['f'],
          factories: [
            {
              type: 'Factory',
              recorded: null,
              entries: [
                {
                  persistent: false,
                  aliases: null,
                  dtype: 'float64',
                  settingKey: null,
                  pinned: false,
                  weight: null,
                  group: null,
                  builtSize: null,
                },
              ],
            },
          ],
        },
      },
    })
  })

  test('a field that is no part of the format is left out, and said', () => {
    const opened = openText(documentOf([{ id: 'f', entries: [{ ...shared, colour: 'red' }] }]))
    expect(opened).toMatchObject({
      kind: 'ok',
      notices: [
        {
          path: 'factories[0].entries[0].colour',
          message: 'This is no part of the format, and was left out.',
        },
      ],
    })
  })

  test('a key called __proto__ is a key like any other', () => {
    const text = documentOf([{ id: 'f' }]).replace('{"id"', '{"__proto__":{"id":"x"},"id"')
    expect(openText(text)).toMatchObject({
      kind: 'ok',
      notices: [{ path: 'factories[0].__proto__' }],
    })
  })

  test('a size of -0 is 0', () => {
    const text = documentOf([{ id: 'f', entries: [shared] }]).replace('"size":4', '"size":-0')
    const opened = openText(text)
    expect(opened.kind === 'ok' && opened.model.registry.factories[0]?.entries[0]?.size).toBe(0)
  })

  test('a chain 10,000 deep opens, prints and opens again', () => {
    const depth = 10_000
    const chain = Array.from({ length: depth }, (_, at) => ({
      id: `f${at}`,
      entries: [
        { ...shared, size: 1 },
        { kind: 'child-region', name: 'c_shared', child: 'c', of: 'shared', size: depth - at - 1 },
      ],
      children: at + 1 < depth ? [{ name: 'c', factory: `f${at + 1}` }] : [],
    }))
    const opened = openText(documentOf(chain, { roots: ['f0'] }))
    if (opened.kind === 'invalid') throw new Error(problemsOf(opened).join('\n'))
    const kernel = mainKernelOf(opened.model.registry)
    expect(kernel?.places).toHaveLength(depth)
    expect(kernel?.sharedElements).toBe(depth)
    const again = openText(printDocument(opened.model))
    expect(again).toMatchObject({ kind: 'ok', notices: [] })
    expect(again.kind === 'ok' && again.model).toEqual(opened.model)
  })

  test('a cycle 10,000 long is refused with both its ends', () => {
    const length = 10_000
    const ring = Array.from({ length }, (_, at) => ({
      id: `f${at}`,
      children: [{ name: 'c', factory: `f${(at + 1) % length}` }],
    }))
    expect(problemsOf(openText(documentOf(ring)))).toEqual([
      'factories[9999].children[0].factory: Found a cycle, "f0" → "f1" → "f2" → "f3" → "f4" → "f5" → … → "f0", expected a tree: a factory cannot be its own descendant.',
    ])
  })

  test('nesting 100,000 deep is no JSON worth opening, and overflows nothing', () => {
    const deep = '['.repeat(100_000)
    expect(openText(deep)).toMatchObject({
      kind: 'invalid',
      problems: [{ line: 1, column: 100_001 }],
    })
    expect(openText(deep + ']'.repeat(100_000)).kind).toBe('invalid')
  })
})

describe('versions', () => {
  const renamed: Upgrader = ({ label, ...rest }) => ({ ...rest, name: label })
  const old = { format: 'bufferscope-layout', version: 1, label: 'old', factories: [] }

  test('an older document goes up one step a version', () => {
    const list = new ProblemList()
    const steps: Upgrader[] = [
      renamed,
      (document) => ({ ...document, name: `${String(document['name'])}!` }),
    ]
    expect(readDocument(old, list, steps)?.name).toBe('old!')
    expect(readDocument({ ...old, version: 2, name: 'newer' }, list, steps)?.name).toBe('newer!')
    expect(list.problems).toEqual([])
  })

  test('a later one is refused with a sentence', () => {
    const list = new ProblemList()
    expect(readDocument({ ...old, version: 3 }, list, [renamed])).toBeNull()
    expect(list.problems).toEqual([
      {
        path: 'version',
        message:
          'This document is of version 3, and this program reads versions up to 2; open it with a later Bufferscope.',
      },
    ])
  })
})
