import { expect, test } from 'vitest'
import { EMPTY_MODEL, type Model } from '../core/document/model.ts'
import { printDocument, toDocument } from '../core/document/toDocument.ts'
import { registerChild } from '../core/registry/children.ts'
import { factoryId } from '../core/registry/factory.ts'
import { EMPTY_REGISTRY } from '../core/registry/registry.ts'
import { addFactory, register } from '../core/registry/verbs.ts'
import { openBytes, openText, type Opened } from './open.ts'

const LOOP = factoryId('loop')
const STEP = factoryId('loop/step')

function sample(): Model {
  let registry = addFactory(EMPTY_REGISTRY, { id: 'loop', type: 'IVPLoop' })
  registry = addFactory(registry, { id: 'loop/step', type: 'Step' })
  registry = register(registry, STEP, { name: 'k', size: 6, location: 'shared' })
  registry = register(registry, LOOP, { name: 'state', size: 3, location: 'local' })
  registry = registerChild(registry, { parent: LOOP, child: STEP, name: 'step' })
  return { ...EMPTY_MODEL, name: 'two factories', registry }
}

function problemsOf(result: Opened) {
  return result.kind === 'invalid' ? result.problems : []
}

function paths(result: Opened) {
  return problemsOf(result).map(({ path, message }) => `${path}: ${message}`)
}

test('opens what was printed to the same model and prints it to the same bytes', () => {
  const text = printDocument(sample())
  const again = openText(text)
  expect(again).toEqual({ kind: 'ok', model: sample(), phases: [], phase: null, notices: [] })
  expect(again.kind === 'ok' && printDocument(again.model)).toBe(text)
})

test('places a kernel absolutely, in elements and bytes', () => {
  expect(toDocument(sample()).kernel).toEqual({
    sharedElements: 6,
    persistentLocalElements: 0,
    strideWords: 7,
    bytesPerRun: 28,
    blockSize: 256,
    dynamicSharedBytes: 7168,
    slices: [
      {
        factory: 'loop',
        buffer: 'state',
        space: 'local',
        offset: null,
        extent: 3,
        offsetBytes: null,
        sizeBytes: 12,
      },
      {
        factory: 'loop',
        buffer: 'step_shared',
        space: 'shared',
        offset: 0,
        extent: 6,
        offsetBytes: 0,
        sizeBytes: 24,
      },
      {
        factory: 'loop',
        buffer: 'step_persistent_local',
        space: 'persistent_local',
        offset: 0,
        extent: 0,
        offsetBytes: 0,
        sizeBytes: 0,
      },
      {
        factory: 'loop/step',
        buffer: 'k',
        space: 'shared',
        offset: 0,
        extent: 6,
        offsetBytes: 0,
        sizeBytes: 24,
      },
    ],
    recorded: null,
  })
})

test('names the line and column of a syntax error', () => {
  expect(problemsOf(openText('{\n  "format": nope }'))).toEqual([
    {
      path: '',
      line: 2,
      column: 13,
      message: 'This is not JSON. Found "n", expected a value.',
    },
  ])
})

test('lists problems of all kinds at once, each with path, found and expected', () => {
  const text = JSON.stringify({
    format: 'bufferscope-layout',
    version: 1,
    roots: ['lop'],
    factories: [
      {
        id: 'loop',
        entries: [
          { kind: 'buffer', name: 'a', size: -1, location: 'shared' },
          { kind: 'buffer', name: 'a', size: 1.5, location: 'global' },
          { kind: 'buffer', name: 'b', size: 1, location: 'local', aliases: 'b' },
        ],
        children: [{ name: 'step', factory: 'gone' }],
      },
    ],
  })
  expect(paths(openText(text))).toEqual([
    'factories[0].entries[0].size: Found -1, expected a whole number from 0 to 2147483647.',
    'factories[0].entries[1].size: Found 1.5, expected a whole number from 0 to 2147483647.',
    'factories[0].entries[1].location: Found "global", expected one of "shared", "local", "persistent_local".',
    'factories[0].entries[1].name: Found "a" a second time, expected another: number [0] of this list has it.',
    'factories[0].entries[2].aliases: Found "b", expected the name of another entry; an entry cannot alias itself.',
    'factories[0].children[0].factory: Found "gone", expected the id of a factory; nearest: "loop".',
    'roots[0]: Found "lop", expected the id of a factory; nearest: "loop".',
  ])
})

test('reads a byte order mark, CRLF and UTF-16', () => {
  const text = printDocument(sample()).replaceAll('\n', '\r\n')
  const expected = openText(text)
  expect(expected.kind).toBe('ok')
  expect(openText(`\uFEFF${text}`)).toEqual(expected)
  expect(openBytes(new TextEncoder().encode(`\uFEFF${text}`))).toEqual(expected)
  expect(openBytes(Buffer.from(`\uFEFF${text}`, 'utf16le'))).toEqual(expected)
})

test('reports computed parts that disagree, and believes none', () => {
  const text = printDocument(sample())
    .replace('"name":"k","offset":0', '"name":"k","offset":5')
    .replace('"strideWords": 7', '"strideWords": 8')
  const again = openText(text)
  expect(again).toMatchObject({
    kind: 'ok',
    model: sample(),
    notices: [
      {
        path: 'factories[1].layout.shared[0].offset',
        message: 'The document says 5, and 0 was computed; the computed value counts.',
      },
      {
        path: 'kernel.strideWords',
        message: 'The document says 8, and 7 was computed; the computed value counts.',
      },
    ],
  })
})
