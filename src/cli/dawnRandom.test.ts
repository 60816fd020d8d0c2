import { afterAll, expect, it } from 'vitest'
import { computedNumbers } from '../core/probe/numbers.ts'
import { mutantOf, randomModel, randomOf } from '../core/probe/randomLayout.ts'
import { probeTreeOf } from '../core/probe/tree.ts'
import { verifyNumbers, type VerifyNumbers } from '../core/probe/verify.ts'
import { createDawnRunner } from './dawn.ts'

const runner = await createDawnRunner()
afterAll(() => runner.close())

const TREES = Number(process.env['BUFFERSCOPE_RANDOM_TREES'] ?? 300)
const GENERATED = Number(process.env['BUFFERSCOPE_RANDOM_GENERATED'] ?? 1)
const MUTANTS = 3

async function wrongAbout(
  seed: number,
  program: VerifyNumbers['program'],
): Promise<readonly string[]> {
  const random = randomOf(seed)
  const model = randomModel(random)
  const root = model.registry.roots[0]
  const tree = root === undefined ? null : probeTreeOf(model.registry, root)
  if (tree === null) throw new Error(`tree ${seed} has no root`)
  const numbers = computedNumbers(
    model,
    tree.factories.map(({ factory }) => factory),
  )
  const wrong: string[] = []
  const truth = await verifyNumbers(model, runner, { program, tree, numbers })
  if (truth.kind !== 'proven')
    wrong.push(
      `${seed}: true layout ${truth.kind} ${JSON.stringify({ ...truth, registry: 0 }).slice(0, 400)}`,
    )
  for (let i = 0; i < MUTANTS; i++) {
    const mutant = mutantOf(numbers, random)
    const verdict = await verifyNumbers(model, runner, { program, tree, numbers: mutant.numbers })
    if (verdict.kind !== 'disproven') wrong.push(`${seed}: ${mutant.what}: ${verdict.kind}`)
  }
  return wrong
}

it(
  `${TREES} random trees are proven by table, and each with one number changed is disproven`,
  { timeout: 600_000 },
  async () => {
    const wrong: string[] = []
    for (let seed = 0; seed < TREES; seed++) wrong.push(...(await wrongAbout(seed, 'table')))
    expect(wrong).toEqual([])
  },
)

it(`${GENERATED} of them by a kernel of their own`, { timeout: 3_600_000 }, async () => {
  const wrong: string[] = []
  for (let seed = 0; seed < GENERATED; seed++) wrong.push(...(await wrongAbout(seed, 'generated')))
  expect(wrong).toEqual([])
})
