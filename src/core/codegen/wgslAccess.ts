/** What every accessor in WGSL stands on: windows as numbers, and the first fault of each lane. */
export const WGSL_ACCESS: readonly string[] = `
// What a factory is given: bases are absolute, lengths are its own window.
struct Windows {
  shared_base: u32,
  shared_length: u32,
  persistent_base: u32,
  persistent_length: u32,
}

// WGSL clamps an access that is out of range; so each is checked, and the first is recorded.
const NOWHERE: u32 = 0xffffffffu;
const BEYOND_BUFFER: u32 = 1u;
const BEYOND_WINDOW: u32 = 2u;
const CHILD_BEYOND_PARENT: u32 = 3u;
var<private> fault_count: u32;
var<private> fault_code: u32;
var<private> fault_site: u32;
var<private> fault_index: u32;

fn record_fault(code: u32, site: u32, index: u32) {
  if (fault_count == 0u) {
    fault_code = code;
    fault_site = site;
    fault_index = index;
  }
  fault_count += 1u;
}

fn root_windows(run: u32) -> Windows {
  return Windows(run * STRIDE, SHARED_WORDS, 0u, PERSISTENT_WORDS);
}

fn child_windows(
  w: Windows,
  shared_offset: u32,
  shared_extent: u32,
  persistent_offset: u32,
  persistent_extent: u32,
) -> Windows {
  if (shared_offset + shared_extent > w.shared_length
    || persistent_offset + persistent_extent > w.persistent_length) {
    record_fault(CHILD_BEYOND_PARENT, NOWHERE, 0u);
    return Windows(w.shared_base, 0u, w.persistent_base, 0u);
  }
  return Windows(
    w.shared_base + shared_offset,
    shared_extent,
    w.persistent_base + persistent_offset,
    persistent_extent,
  );
}

fn in_slice(length: u32, offset: u32, size: u32, index: u32, site: u32) -> bool {
  if (index >= size) {
    record_fault(BEYOND_BUFFER, site, index);
    return false;
  }
  if (offset + index >= length) {
    record_fault(BEYOND_WINDOW, site, index);
    return false;
  }
  return true;
}

fn shared_at(w: Windows, offset: u32, size: u32, index: u32, site: u32) -> u32 {
  if (!in_slice(w.shared_length, offset, size, index, site)) { return NOWHERE; }
  return w.shared_base + offset + index;
}

fn persistent_at(w: Windows, offset: u32, size: u32, index: u32, site: u32) -> u32 {
  if (!in_slice(w.persistent_length, offset, size, index, site)) { return NOWHERE; }
  return w.persistent_base + offset + index;
}

fn in_local(length: u32, index: u32, site: u32) -> bool {
  if (index < length) { return true; }
  record_fault(BEYOND_BUFFER, site, index);
  return false;
}`.split('\n')
