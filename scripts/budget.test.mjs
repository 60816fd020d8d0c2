import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { randomBytes } from 'node:crypto'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { BUDGET_BYTES, checkBudget, firstScripts } from './budget.mjs'

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'budget-'))
  write('index.html', '<script type="module" crossorigin src="./a.js"></script>')
  write('a.js', 'import{x as e}from"./b.js";import"./c.js";const l=()=>import("./late.js");')
  write('b.js', 'export{y}from"./c.js";')
  write('c.js', '1')
  write('late.js', 'x'.repeat(10))
})
afterEach(() => rmSync(folder, { recursive: true }))

function write(/** @type {string} */ name, /** @type {string} */ text) {
  writeFileSync(join(folder, name), text)
}

test('counts what is imported at once, each script once, and not what is loaded later', () => {
  const names = firstScripts(folder).map(({ name }) => name)
  expect(names.sort()).toEqual(['a.js', 'b.js', 'c.js'])
})

test('a page over its budget fails, and says which scripts are large', () => {
  write('c.js', randomBytes(BUDGET_BYTES).toString('base64'))
  expect(() => checkBudget(folder)).toThrow(
    /The first paint loads \d+ B of 170000 B:\n {2}\d+ B c\.js/,
  )
})
