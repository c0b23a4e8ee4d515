// Fields inside the page: base64 of gzip of filtered bytes; the filter is that of pesviz/export/html.py.

const bytesOf = (/** @type {string} */ base64) => Uint8Array.from(atob(base64), (c) => c.charCodeAt(0))

/** @param {Uint8Array<ArrayBuffer>} bytes */
async function gunzipped(bytes) {
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"))
  return new Uint8Array(await new Response(stream).arrayBuffer())
}

/**
 * Differences along the first axis, low bytes before high bytes → the samples, back to back, after the blob's header.
 * @param {Uint8Array} bytes
 */
function unfiltered(bytes) {
  const length = new DataView(bytes.buffer, bytes.byteOffset + 8, 4).getUint32(0, true), start = 12 + length
  const count = (bytes.length - start) / 2
  const blob = new Uint8Array(bytes)
  const low = bytes.subarray(start, start + count), high = bytes.subarray(start + count)
  let value = 0
  for (let i = 0, o = start; i < count; i++, o += 2) {
    value = (value + low[i] + 256 * high[i]) & 0xffff
    blob[o] = value & 0xff
    blob[o + 1] = value >> 8
  }
  return blob
}

/**
 * A blob of `pack_field`.
 * @param {string} base64
 */
export async function unpacked(base64) { return unfiltered(await gunzipped(bytesOf(base64))) }
