// The packed field (pesviz/presentation/packing.py): unpacking, wrap-padding, coarser copies.

const MAGIC = "PESVIZF1"
const STEPS = 65535

/** @import {GridData} from "./types.js" */
/** @typedef {ReturnType<typeof unpackField>} Field */

/**
 * Repeat the first plane of each axis at its end (and the whole cell `repeat` times), so that surfaces close at the faces.
 * @param {Uint16Array} data
 * @param {number[]} dims
 * @param {number} repeat
 */
function wrapPadded(data, [na, nb, nc], repeat) {
  const nx = na * repeat + 1, ny = nb * repeat + 1, nz = nc * repeat + 1
  const out = new Uint16Array(nx * ny * nz)
  let o = 0
  for (let k = 0; k < nz; k++) {
    for (let j = 0; j < ny; j++) {
      const row = ((k % nc) * nb + (j % nb)) * na
      for (let i = 0; i < nx; i++) out[o++] = data[row + (i % na)]
    }
  }
  return {data: out, nx, ny, nz}
}

/**
 * The same field on about 1/factor of the points along each axis, by trilinear interpolation; end points stay end points.
 * @param {GridData} grid
 * @param {number} factor
 */
export function coarser(grid, factor) {
  const {data, nx, ny, nz} = grid
  const axes = [nx, ny, nz].map((n) => {
    const m = Math.max(2, Math.round((n - 1) / factor)) + 1
    const low = new Int32Array(m), weight = new Float32Array(m)
    for (let i = 0; i < m; i++) {
      const x = i * (n - 1) / (m - 1)
      low[i] = Math.min(n - 2, Math.floor(x))
      weight[i] = x - low[i]
    }
    return {m, low, weight}
  })
  const [X, Y, Z] = axes
  const out = new Uint16Array(X.m * Y.m * Z.m)
  const sy = nx, sz = nx * ny
  let o = 0
  for (let k = 0; k < Z.m; k++) {
    const c = Z.weight[k]
    for (let j = 0; j < Y.m; j++) {
      const b = Y.weight[j], row = Z.low[k] * sz + Y.low[j] * sy
      for (let i = 0; i < X.m; i++) {
        const a = X.weight[i], q = row + X.low[i]
        const v0 = (1 - b) * ((1 - a) * data[q] + a * data[q + 1]) + b * ((1 - a) * data[q + sy] + a * data[q + sy + 1])
        const p = q + sz
        const v1 = (1 - b) * ((1 - a) * data[p] + a * data[p + 1]) + b * ((1 - a) * data[p + sy] + a * data[p + sy + 1])
        out[o++] = (1 - c) * v0 + c * v1
      }
    }
  }
  return {data: out, nx: X.m, ny: Y.m, nz: Z.m}
}

/**
 * Unpack a blob.
 * @param {ArrayBuffer | Uint8Array} blob
 */
export function unpackField(blob) {
  const bytes = blob instanceof Uint8Array ? blob : new Uint8Array(blob)
  const text = new TextDecoder()
  if (text.decode(bytes.subarray(0, 8)) !== MAGIC) throw new Error("not a packed pesviz field")
  const length = new DataView(bytes.buffer, bytes.byteOffset + 8, 4).getUint32(0, true)
  /** @type {{dims: number[], repeat: number, cells: number, cell: number[][], range: number[]}} */
  const header = JSON.parse(text.decode(bytes.subarray(12, 12 + length)))
  const start = 12 + length
  const count = header.dims[0] * header.dims[1] * header.dims[2]
  if (bytes.byteLength - start < 2 * count) throw new Error("the packed field is cut short")
  // a copy is aligned, whatever the offset in the message was
  const data = new Uint16Array(bytes.slice(start, start + 2 * count).buffer)
  const [low, high] = header.range
  const grid = wrapPadded(data, header.dims, header.repeat)
  /**
   * A level in steps of the data, strictly between the extremes and the samples: at a level equal to a sample, the surface
   * would have triangles without area.
   * @param {number} level eV
   */
  const toSteps = (level) => Math.min(STEPS - 0.25, Math.max(0.25, Math.floor((level - low) / (high - low) * STEPS) + 0.5))
  return {...header, grid, toSteps}
}
