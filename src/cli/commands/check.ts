import type { Finding, Severity } from '../../core/analysis/finding.ts'
import { findingsOf } from '../../core/analysis/findings.ts'
import { sentenceText } from '../../core/analysis/sentence.ts'
import { jsonParts } from '../../core/document/jsonText.ts'
import { EXIT, terminalText, type Io } from '../io.ts'
import { openInput } from '../openInput.ts'
import { oneOf, refuseUsage, usageOf } from '../usage.ts'

/** Worst first. */
const SEVERITIES = ['error', 'warning', 'info'] as const satisfies readonly Severity[]

/** `check FILE [--phase L] [--json] [--fail-on error|warning|info]`: the findings. */
export async function runCheck(args: readonly string[], io: Io): Promise<number> {
  const usage = usageOf(args, {
    phase: { type: 'string' },
    json: { type: 'boolean', default: false },
    'fail-on': { type: 'string', default: 'error' },
  })
  if (usage.kind === 'wrong') return refuseUsage(io, 'check', usage.message)
  const { phase, json } = usage.values
  const failOn = oneOf(SEVERITIES, usage.values['fail-on'])
  if (failOn === null)
    return refuseUsage(io, 'check', `--fail-on must be one of ${SEVERITIES.join(', ')}.`)
  const [file = '-'] = usage.files
  const model = await openInput(io, { file, phase })
  if (model === null) return EXIT.badInput
  const findings = findingsOf(model)
  await io.out(json ? jsonOf(findings) : textOf(findings))
  const worst = SEVERITIES.slice(0, SEVERITIES.indexOf(failOn) + 1)
  return findings.some((finding) => oneOf(worst, finding.severity) !== null)
    ? EXIT.differs
    : EXIT.good
}

function jsonOf(findings: readonly Finding[]): string {
  const printed = findings.map(({ id, severity, factory, entry, message }) => ({
    id,
    severity,
    factory,
    entry,
    message: sentenceText(message),
  }))
  return jsonParts({ findings: printed }).join('')
}

/** A line for each finding, worst first, and one that counts them. */
function textOf(findings: readonly Finding[]): string {
  const lines = SEVERITIES.flatMap((severity) =>
    findings.filter((finding) => finding.severity === severity).map(lineOf),
  )
  const counts = SEVERITIES.map((severity) => {
    const count = findings.filter((finding) => finding.severity === severity).length
    return `${count} ${severity}`
  })
  return terminalText(`${[...lines, counts.join(', ')].join('\n')}\n`)
}

function lineOf({ id, severity, factory, entry, message }: Finding): string {
  const place = [factory, entry].filter((name) => name !== null).join(' · ')
  return `${severity.padEnd(7)}  ${id}  ${place === '' ? 'kernel' : place}: ${sentenceText(message)}`
}
