import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import type { Model } from '../core/document/model.ts'
import type { Buffer } from '../core/registry/entry.ts'
import { openText } from './open.ts'

const RADAU = '0.9.0__firk_radau_iia_5__n32__float32.json'
const NICOLSON = '0.9.0__crank_nicolson__n32__float32.json'

function textOf(name: string): string {
  return readFileSync(new URL(`../../fixtures/cubie/${name}`, import.meta.url), 'utf8')
}

function modelOf(text: string, phase?: string): Model {
  const opened = openText(text, { phase })
  if (opened.kind === 'invalid') throw new Error(JSON.stringify(opened.problems))
  return opened.model
}

function buffersOf({ registry }: Model): readonly (readonly [string, Buffer])[] {
  return registry.factories.flatMap((factory) =>
    factory.entries.flatMap((entry) =>
      entry.kind === 'buffer' ? [[factory.id, entry] as const] : [],
    ),
  )
}

function settingKeysOf(model: Model) {
  return buffersOf(model).flatMap(([id, { name, settingKey }]) =>
    settingKey === null ? [] : [[id, name, settingKey]],
  )
}

test('knows the settings that drive buffers under another name, in every phase', () => {
  const driven = [
    ['loop/algorithm', 'cn_dxdt', 'dxdt_location'],
    ['loop/controller', 'timestep_buffer', 'timestep_memory_location'],
    ['loop/initialiser', 'init_increment', 'increment_location'],
  ]
  for (const phase of ['constructed', 'built', 'state_pair_shared'])
    expect(settingKeysOf(modelOf(textOf(NICOLSON), phase)).sort()).toEqual(driven)
})

test('names no setting where setting it moved nothing', () => {
  // 0.3.1: timestep_memory_location was set, and timestep_buffer stayed local.
  expect(settingKeysOf(modelOf(textOf('0.3.1__tsit5__n10__float32.json')))).toEqual([])
})

test('finds the longest setting that ends a buffer’s name', () => {
  const keys = settingKeysOf(modelOf(textOf('0.9.0__sdirk_bicgstab__n10__float32.json')))
  expect(keys.map(([, name, key]) => [name, key])).toEqual(
    expect.arrayContaining([
      ['bicg_p', 'p_location'],
      ['bicg_r0_hat', 'r0_hat_location'],
      ['bicg_s_hat', 's_hat_location'],
      ['bicg_tmp', 'tmp_location'],
      ['bicg_v', 'v_location'],
    ]),
  )
})

test('a buffer knows its built size in the phases after an update, and in no other', () => {
  const sizesIn = (phase: string) =>
    buffersOf(modelOf(textOf(RADAU), phase)).flatMap(([, { name, size, builtSize }]) =>
      name === 'cached_auxiliaries' ? [{ size, builtSize }] : [],
    )
  expect(sizesIn('built')).toEqual([{ size: 325, builtSize: null }])
  expect(sizesIn('auto_memory')).toEqual([{ size: 325, builtSize: null }])
  expect(sizesIn('constructed')).toEqual([{ size: 0, builtSize: null }])
  for (const phase of ['all_shared_by_buffer_name', 'all_shared_by_config', 'state_pair_shared'])
    expect(sizesIn(phase)).toEqual([{ size: 0, builtSize: 325 }])
})

test('sizes that were others before the program was built are kept', () => {
  const grown = { factory: 'loop/algorithm', name: 'cached_auxiliaries', size: 0 }
  expect(modelOf(textOf(RADAU), 'built').constructedSizes).toEqual([grown])
  expect(modelOf(textOf(RADAU), 'constructed').constructedSizes).toEqual([])
})

test('what is local and persistent lies in the persistent arena', () => {
  const persistent = buffersOf(modelOf(textOf(NICOLSON))).filter(([, buffer]) => buffer.persistent)
  expect(persistent.length).toBeGreaterThan(0)
  for (const [, { location }] of persistent) expect(location).toBe('persistent_local')
  const shared = modelOf(textOf(NICOLSON), 'all_shared_by_config')
  const moved = buffersOf(shared).filter(([, buffer]) => buffer.persistent)
  expect(new Set(moved.map(([, { location }]) => location))).toEqual(new Set(['shared']))
})

test('the first phase is opened where none is called built', () => {
  const text = textOf(NICOLSON).replace('"label": "built"', '"label": "baut"')
  const other = text === textOf(NICOLSON) ? text.replace('"label":"built"', '"label":"baut"') : text
  const opened = openText(other)
  expect(opened).toMatchObject({ kind: 'ok', phase: 'constructed' })
})

test('names of a dump are data, whatever they are', () => {
  const names = ['__proto__', 'constructor', '*/ #error', '🎛']
  for (const name of names) {
    const text = textOf(NICOLSON).replaceAll('"residual"', JSON.stringify(name))
    const buffers = buffersOf(modelOf(text)).map(([, buffer]) => buffer.name)
    expect(buffers).toContain(name)
    const { registry } = modelOf(text)
    const recorded = registry.factories.flatMap((factory) => factory.recorded?.local ?? [])
    expect(recorded.map((row) => row.name)).toContain(name)
  }
})
