/** What the rule looks at, in bytes of one run. Source: analysis contract, "The measured rule". */
export interface RuleInputs {
  /** Bytes of one element of the loop's precision. */
  readonly itemBytes: 4 | 8
  readonly isImplicit: boolean
  /** Declared local elements of the loop. */
  readonly footprintBytes: number
  readonly statePairBytes: number
  /** The step's own buffers that alias nothing, wherever they are placed. */
  readonly workGroupBytes: number
  readonly parametersBytes: number
}

/** Bytes, measured on one card: compute capability 8.9. */
export const THRESHOLDS = {
  heavyBytes: 3584,
  floorBytes: 512,
  statePairBytes: 1024,
  implicitWorkBytes: 2048,
  explicitWorkBytes: 512,
  parametersBytes: 512,
} as const

export type RuleGroup = 'state-pair' | 'work-group' | 'parameters'

/** One condition of a gate, and how far it is from holding. */
export interface Condition {
  readonly quantity: 'footprint' | 'state pair' | 'work group' | 'parameters' | 'element'
  readonly haveBytes: number
  readonly relation: 'at least' | 'at most' | 'below' | 'exactly'
  readonly thresholdBytes: number
  readonly holds: boolean
  /** Bytes that it would have to grow or shrink by; 0 where it holds. */
  readonly awayBytes: number
}

/** A gate fires when all of its conditions hold. */
export interface Gate {
  readonly group: RuleGroup
  readonly conditions: readonly Condition[]
  readonly fires: boolean
}

/** The gates of the rule for these inputs, best first. */
export function gatesOf(inputs: RuleInputs): readonly Gate[] {
  return inputs.isImplicit ? implicitGates(inputs) : explicitGates(inputs)
}

/** The groups that the rule fires, best first; the first of them moves, one at most. */
export function firedGroups(inputs: RuleInputs): readonly RuleGroup[] {
  return gatesOf(inputs).flatMap((gate) => (gate.fires ? [gate.group] : []))
}

function implicitGates(inputs: RuleInputs): readonly Gate[] {
  const { itemBytes, footprintBytes, statePairBytes, workGroupBytes, parametersBytes } = inputs
  const heavy = atLeast('footprint', footprintBytes, THRESHOLDS.heavyBytes)
  const isFloat32 = exactly('element', itemBytes, 4)
  return [
    gate('state-pair', [
      heavy,
      isFloat32,
      atMost('state pair', statePairBytes, THRESHOLDS.statePairBytes),
    ]),
    gate('work-group', [
      heavy,
      atLeast('work group', workGroupBytes, 1),
      atMost('work group', workGroupBytes, THRESHOLDS.implicitWorkBytes),
    ]),
    gate('parameters', [
      heavy,
      isFloat32,
      atLeast('parameters', parametersBytes, THRESHOLDS.parametersBytes),
    ]),
  ]
}

function explicitGates(inputs: RuleInputs): readonly Gate[] {
  const { itemBytes, footprintBytes, statePairBytes, workGroupBytes, parametersBytes } = inputs
  const heavy = atLeast('footprint', footprintBytes, THRESHOLDS.heavyBytes)
  return [
    gate('state-pair', [
      heavy,
      atMost('state pair', statePairBytes, (THRESHOLDS.statePairBytes * itemBytes) / 4),
    ]),
    gate('parameters', [
      heavy,
      exactly('element', itemBytes, 4),
      atLeast('parameters', parametersBytes, THRESHOLDS.parametersBytes),
    ]),
    gate('work-group', [
      atLeast('footprint', footprintBytes, THRESHOLDS.floorBytes),
      below('footprint', footprintBytes, THRESHOLDS.heavyBytes),
      atLeast('work group', workGroupBytes, 1),
      atMost('work group', workGroupBytes, THRESHOLDS.explicitWorkBytes),
    ]),
  ]
}

function gate(group: RuleGroup, conditions: readonly Condition[]): Gate {
  return { group, conditions, fires: conditions.every((condition) => condition.holds) }
}

type Quantity = Condition['quantity']

function atLeast(quantity: Quantity, haveBytes: number, thresholdBytes: number): Condition {
  const awayBytes = Math.max(0, thresholdBytes - haveBytes)
  const holds = awayBytes === 0
  return { quantity, haveBytes, relation: 'at least', thresholdBytes, holds, awayBytes }
}

function atMost(quantity: Quantity, haveBytes: number, thresholdBytes: number): Condition {
  const awayBytes = Math.max(0, haveBytes - thresholdBytes)
  const holds = awayBytes === 0
  return { quantity, haveBytes, relation: 'at most', thresholdBytes, holds, awayBytes }
}

function below(quantity: Quantity, haveBytes: number, thresholdBytes: number): Condition {
  const awayBytes = Math.max(0, haveBytes - thresholdBytes + 1)
  const holds = awayBytes === 0
  return { quantity, haveBytes, relation: 'below', thresholdBytes, holds, awayBytes }
}

function exactly(quantity: Quantity, haveBytes: number, thresholdBytes: number): Condition {
  const awayBytes = Math.abs(haveBytes - thresholdBytes)
  const holds = awayBytes === 0
  return { quantity, haveBytes, relation: 'exactly', thresholdBytes, holds, awayBytes }
}
