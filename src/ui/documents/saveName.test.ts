import { expect, test } from 'vitest'
import { saveName } from './saveName.ts'

test.each([
  ['radau_iia_5, n = 32, float32', 'radau_iia_5-n-32-float32.json'],
  ['../../etc/passwd', 'etc-passwd.json'],
  ['🤯', 'layout.json'],
  ['', 'layout.json'],
])('%j is saved as %s', (name, file) => {
  expect(saveName(name, 'json')).toBe(file)
})
