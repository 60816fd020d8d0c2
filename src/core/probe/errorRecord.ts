import { SITE_WORDS } from './dump.ts'

/**
 * What every probe notes of its errors: a count and the first one of each lane, kept private until the end, and
 * the first at each site. `sitesAt` is the word of the result, as WGSL, from which the sites are kept.
 */
export function errorRecord(sitesAt: string): string {
  return `var<private> lane: u32;
var<private> errors: u32;
var<private> firstCode: u32;
var<private> firstSite: u32;
var<private> firstWord: u32;
var<private> firstFound: u32;

fn fail(what: u32, spot: u32, which: u32, held: u32) {
  errors = errors + 1u;
  if (errors == 1u) {
    firstCode = what;
    firstSite = spot;
    firstWord = which;
    firstFound = held;
  }
  if (lane == 0u) {
    let slot = ${sitesAt} + spot * ${SITE_WORDS}u;
    if (result[slot] == 0u) {
      result[slot] = what;
      result[slot + 1u] = which;
      result[slot + 2u] = held;
    }
  }
}`
}
