import { afterEach, expect, test, vi } from 'vitest'
import { tabPorts } from './tabPorts.ts'

/** The locks of a browser, which grants a moment after it is asked. */
function stubLocks(): void {
  const taken = new Set<string>()
  const request = async (
    name: string,
    _options: LockOptions,
    run: (lock: object | null) => Promise<void> | undefined,
  ) => {
    await Promise.resolve()
    if (taken.has(name)) return run(null)
    taken.add(name)
    await run({})
    taken.delete(name)
  }
  vi.stubGlobal('navigator', { locks: { request } })
}

afterEach(() => {
  vi.unstubAllGlobals()
})

test('a tab that asks for its own lock again has it, granted or on its way', async () => {
  stubLocks()
  const [tab, other] = [tabPorts(), tabPorts()]
  expect(await Promise.all([tab.hold('a'), tab.hold('a')])).toEqual([true, true])
  expect(await tab.hold('a')).toBe(true)
  expect(await other.hold('a')).toBe(false)
  tab.letGo('a')
  await new Promise((resolve) => setTimeout(resolve))
  // What was refused once is asked for anew.
  expect(await other.hold('a')).toBe(true)
})

test('a lock that is let go before it is granted is not kept', async () => {
  stubLocks()
  const [tab, other] = [tabPorts(), tabPorts()]
  const asked = tab.hold('a')
  tab.letGo('a')
  await asked
  await new Promise((resolve) => setTimeout(resolve))
  expect(await other.hold('a')).toBe(true)
})
