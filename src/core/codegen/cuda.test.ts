import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { EMPTY_MODEL, type Model } from '../document/model.ts'
import { layoutOf, placementsOf } from '../layout/factoryLayout.ts'
import { bytesOf } from '../registry/dtype.ts'
import { factoryId } from '../registry/factory.ts'
import { emitCuda } from './cuda.ts'
import type { GeneratedCode } from './generated.ts'
import { identifiersOf } from './identifiers.ts'
import { AWKWARD_NAMES, ILL_FORMED_TEXTS, modelOfNames, trialModel } from './trials.ts'

const folder = mkdtempSync(join(tmpdir(), 'bufferscope-cuda-'))
/** Strict enough that a comment which goes on into the next line, or a trigraph, is an error. */
const WARNINGS = ['-Wall', '-Wextra', '-Werror', '-Wno-unused-variable']
/** A local array that is only written is what this test has, so that warning says nothing. */
const NVCC = ['-std=c++17', '-Werror', 'all-warnings', '-diag-suppress', '550', '-ptx', '-o']
let compiler: string | null = null
let hasNvcc = false

beforeAll(() => {
  const hosts = ['g++', 'clang++', 'c++']
  compiler = hosts.find((name) => spawnSync(name, ['--version']).status === 0) ?? null
  hasNvcc = spawnSync('nvcc', ['--version']).status === 0
  const found = [compiler, hasNvcc ? 'nvcc' : null].filter((name) => name !== null)
  console.info(`The header is compiled by: ${found.join(', ') || 'nothing, no compiler is there'}.`)
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

function write(name: string, text: string): string {
  const file = join(folder, name)
  writeFileSync(file, text)
  return file
}

/** How a program names each entry: its namespace, and its arena's element type. */
function usesOf({ registry }: Model) {
  const factories = identifiersOf(
    registry.factories.map(({ id }) => id),
    'cpp',
  )
  return registry.factories.flatMap((factory, f) => {
    const names = factory.entries.map(({ name }) => name)
    const identifiers = identifiersOf(names, 'cpp')
    const inside = `bufferscope::${factories[f] ?? ''}`
    return placementsOf(layoutOf(factory, registry.extentRule)).map(({ space }, e) => {
      return { space, at: `${inside}::${identifiers[e] ?? ''}`, element: `${inside}::element` }
    })
  })
}

/** A program that prints byte offsets and lengths as the header's accessors give them. */
function programOf(model: Model, index: number): string {
  const lines = usesOf(model).map(({ space, at, element }) =>
    space === 'local'
      ? `{ ${at}::array a; std::printf("local %zu %zu\\n", sizeof(a), sizeof(a[0])); }`
      : `{ static ${element} arena[256]; auto* p = ${at}::get(arena); std::printf("${space} %td %zu %zu\\n", reinterpret_cast<char*>(p) - reinterpret_cast<char*>(arena), ${at}::extent * sizeof(${element}), sizeof(*p)); }`,
  )
  return `#include "layout_${index}.cuh"\n#include <cstdio>\nvoid run_${index}() {\n${lines.join('\n')}\n}\n`
}

/** A kernel that takes every buffer through its accessor, on the device. */
function deviceSource(model: Model): string {
  const lines = usesOf(model).map(({ space, at, element }) =>
    space === 'local'
      ? `{ ${at}::array a; a[0] = ${at}::value_type(); *out += sizeof(a[0]) + sizeof(a); }`
      : `{ __shared__ ${element} arena[256]; *out += reinterpret_cast<char*>(${at}::get(arena)) - reinterpret_cast<char*>(arena); }`,
  )
  return `${emitCuda(model).text.replace('#pragma once\n', '')}\n__global__ void k(unsigned long* out) {\n${lines.join('\n')}\n}\n`
}

function expectedOf({ registry }: Model): readonly string[] {
  return registry.factories.flatMap((factory) =>
    placementsOf(layoutOf(factory, registry.extentRule)).map(({ entry, space, offset, extent }) => {
      if (space === 'local') return `local ${extent * bytesOf(entry.dtype)} ${bytesOf(entry.dtype)}`
      const width = bytesOf(factory.precision)
      const honoured = registry.extentRule !== 'elements' || entry.kind === 'child-region'
      const item = bytesOf(honoured ? entry.dtype : factory.precision)
      return `${space} ${offset * width} ${extent * width} ${item}`
    }),
  )
}

/** Compiles headers, each with a program that uses it, into one program, and gives the lines it prints. */
function compileAndRun(models: readonly Model[], options: readonly string[]): readonly string[] {
  if (compiler === null) throw new Error('no compiler')
  const sources = models.map((model, i) => {
    write(`layout_${i}.cuh`, emitCuda(model).text)
    return programOf(model, i)
  })
  // Each header in a namespace of its own, so that one compiler run does for all.
  const wrapped = sources.map(
    (source, i) => `#define bufferscope bufferscope_${i}\n${source}#undef bufferscope\n`,
  )
  const calls = models.map((_, i) => `run_${i}();`).join(' ')
  const main = write('main.cpp', `${wrapped.join('')}int main() { ${calls} }\n`)
  const program = join(folder, 'program')
  const flags = ['-std=c++17', ...options, ...WARNINGS, '-o', program, main]
  execFileSync(compiler, flags, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] })
  return execFileSync(program, { encoding: 'utf8' }).trimEnd().split('\n')
}

function illFormed(text: string): Model {
  const model = modelOfNames(['state', 'stage', 'error'])
  const [factory] = model.registry.factories
  if (factory === undefined) throw new Error('no factory')
  const renamed = { ...factory, id: factoryId(text), type: text }
  const registry = { ...model.registry, factories: [renamed], roots: [renamed.id] }
  return { ...model, name: text, registry }
}

test('prints constants and an accessor in a namespace for each buffer', () => {
  const text = emitCuda(modelOfNames(['a', 'b', 'state', 'n0', 'error', 'work'])).text
  expect(text).toContain(
    [
      '// "n0": shared [0:3], float32',
      'namespace n0 {',
      'using value_type = float;',
      'inline constexpr ::std::size_t offset = 0;',
      'inline constexpr ::std::size_t extent = 3;',
      'inline constexpr ::std::size_t size = 3;',
      'BUFFERSCOPE_INLINE value_type* get(element* shared) { return shared + offset; }',
    ].join('\n'),
  )
  expect(text).toContain('using array = value_type[1];')
})

test('gives, compiled as C++ and run, the slices of the layout of random trees', () => {
  if (compiler === null) return
  const seeds = Array.from({ length: 15 }, (_, seed) => seed)
  const models = seeds.flatMap((seed) => [
    trialModel(seed, 'elements'),
    trialModel(seed, 'aligned'),
    trialModel(seed, 'guarded'),
  ])
  expect(compileAndRun(models, [])).toEqual(models.flatMap(expectedOf))
})

test('compiles with any name, also where trigraphs are read', () => {
  if (compiler === null) return
  const names = fc.string({ unit: 'binary', minLength: 1, maxLength: 40 })
  const texts = [...ILL_FORMED_TEXTS, ...fc.sample(names, { numRuns: 60, seed: 11 })]
  const models = [EMPTY_MODEL, modelOfNames(AWKWARD_NAMES), ...texts.map(illFormed)]
  const expected = models.flatMap(expectedOf)
  expect(compileAndRun(models, [])).toEqual(expected)
  expect(compileAndRun(models, ['-trigraphs'])).toEqual(expected)
})

test('compiles with nvcc, for the device, where there is one', () => {
  if (!hasNvcc) return
  const models = [modelOfNames(AWKWARD_NAMES), trialModel(4, 'aligned'), trialModel(9, 'elements')]
  models.forEach((model, i) => {
    const file = write(`device_${i}.cu`, deviceSource(model))
    const { status, stderr } = spawnSync('nvcc', [...NVCC, `${file}.ptx`, file])
    expect([status, stderr.toString()]).toEqual([0, ''])
  })
})

test('does not compile when an offset of it was changed by hand', () => {
  if (compiler === null) return
  const { text } = emitCuda(modelOfNames(['a', 'b', 'c', 'd', 'e', 'f', 'g']))
  const changes = [
    ['inline constexpr ::std::size_t offset = 3;', 'inline constexpr ::std::size_t offset = 2;'],
    [
      'inline constexpr ::std::size_t shared_elements = 5;',
      'inline constexpr ::std::size_t shared_elements = 4;',
    ],
    ['inline constexpr ::std::size_t extent = 1;', 'inline constexpr ::std::size_t extent = 2;'],
  ] as const
  for (const [from, to] of changes) {
    const changed = text.replace(from, to)
    expect(changed).not.toBe(text)
    const file = write('changed.cpp', changed.replace('#pragma once\n', ''))
    const { status, stderr } = spawnSync(compiler, ['-std=c++17', '-fsyntax-only', file])
    expect(status).not.toBe(0)
    expect(stderr.toString()).toContain('static assertion failed')
  }
})

test('names the owner of each line of a buffer, and none of the fixed lines', () => {
  const { text, owners }: GeneratedCode = emitCuda(modelOfNames(['a']))
  const lines = text.split('\n')
  const ofA = owners.filter((owner) => owner.buffer === 'a').map(({ line }) => lines[line - 1])
  expect(ofA[0]).toBe('// "a": shared [0:0], float32')
  expect(ofA).toContain(
    'BUFFERSCOPE_INLINE value_type* get(element* shared) { return shared + offset; }',
  )
})
