import { expect, test } from 'vitest'
import { nameOfFile, saveName } from './saveName.ts'

test.each([
  ['radau_iia_5, n = 32, float32', 'radau_iia_5-n-32-float32.json'],
  ['../../etc/passwd', 'etc-passwd.json'],
  ['🤯', 'layout.json'],
  ['', 'layout.json'],
])('%j is saved as %s', (name, file) => {
  expect(saveName(name, 'json')).toBe(file)
})

test.each([
  ['my kernel.json', 'my kernel'],
  ['radau.v2.json', 'radau.v2'],
  ['.json', '.json'],
  ['no ending', 'no ending'],
  ['n = 3. second', 'n = 3. second'],
])('a document of the file %j is called %j', (file, name) => {
  expect(nameOfFile(file)).toBe(name)
})
