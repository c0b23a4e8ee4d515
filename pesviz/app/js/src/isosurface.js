// Marching cubes with shared vertices, min/max brick skipping and gradient normals, in fractional coordinates.
import {edgeTable, triTable} from "three/examples/jsm/objects/MarchingCubes.js"

const TRIANGLES = Int8Array.from(triTable)
const EDGES = Int32Array.from(edgeTable)
const BRICK = 4

/** @import {GridData} from "./types.js" */

/** Contours one grid again and again; buffers are kept between runs. */
export class Isosurface {
  /** @param {GridData} grid */
  constructor({data, nx, ny, nz}) {
    this.data = data
    this.nx = nx
    this.ny = ny
    this.nz = nz
    this.hx = 1 / (nx - 1); this.hy = 1 / (ny - 1); this.hz = 1 / (nz - 1)
    /** Bricks of BRICK³ cells: their counts along each axis, and the lowest and highest sample of each. */
    this.bx = Math.ceil((nx - 1) / BRICK); this.by = Math.ceil((ny - 1) / BRICK); this.bz = Math.ceil((nz - 1) / BRICK)
    this.low = new Float32Array(this.bx * this.by * this.bz)
    this.high = new Float32Array(this.bx * this.by * this.bz)
    this.#bricks()
    // vertex numbers on the x and y edges of two slices, and on the z edges between them
    this.edges = [0, 1, 2].map(() => new Int32Array(nx * ny * 2))
    this.ids = new Int32Array(12)
    this.positions = new Float32Array(3 << 14)
    this.normals = new Int8Array(4 << 14)
    this.indices = new Uint32Array(1 << 16)
    /** Flat number of the grid point on the inner side (below the level) of each vertex's edge. */
    this.inner = new Uint32Array(1 << 14)
    this.vertexCount = 0
    this.indexCount = 0
  }

  #bricks() {
    const {data, nx, ny, nz, bx, by, bz} = this
    let b = 0
    for (let k = 0; k < bz; k++) for (let j = 0; j < by; j++) for (let i = 0; i < bx; i++, b++) {
      let low = Infinity, high = -Infinity
      const zEnd = Math.min(nz - 1, k * BRICK + BRICK), yEnd = Math.min(ny - 1, j * BRICK + BRICK)
      const xEnd = Math.min(nx - 1, i * BRICK + BRICK)
      for (let z = k * BRICK; z <= zEnd; z++) for (let y = j * BRICK; y <= yEnd; y++) {
        const row = (z * ny + y) * nx
        for (let x = i * BRICK; x <= xEnd; x++) {
          const v = data[row + x]
          if (v < low) low = v
          if (v > high) high = v
        }
      }
      this.low[b] = low; this.high[b] = high
    }
  }

  #grow() {
    const {positions, normals, inner} = this
    this.positions = new Float32Array(2 * positions.length)
    this.normals = new Int8Array(2 * normals.length)
    this.inner = new Uint32Array(2 * inner.length)
    this.positions.set(positions)
    this.normals.set(normals)
    this.inner.set(inner)
  }

  /**
   * A vertex where the level crosses the edge from point (i, j, k) along an axis.
   * @param {number} i
   * @param {number} j
   * @param {number} k
   * @param {0 | 1 | 2} axis
   * @param {number} level
   */
  #vertex(i, j, k, axis, level) {
    const F = this.data, {nx, ny, nz} = this
    const sy = nx, sz = nx * ny
    const q = k * sz + j * sy + i, d = axis === 0 ? 1 : axis === 1 ? sy : sz
    const a = F[q], t = (level - a) / (F[q + d] - a)
    if (this.vertexCount >= this.inner.length) this.#grow()
    const v = this.vertexCount++, P = this.positions, N = this.normals
    this.inner[v] = a < level ? q : q + d
    let o = v * 3
    P[o] = (i + (axis === 0 ? t : 0)) * this.hx
    P[o + 1] = (j + (axis === 1 ? t : 0)) * this.hy
    P[o + 2] = (k + (axis === 2 ? t : 0)) * this.hz
    // gradient at both ends by central differences; the grid is periodic, its last plane is its first
    const i2 = axis === 0 ? i + 1 : i, j2 = axis === 1 ? j + 1 : j, k2 = axis === 2 ? k + 1 : k, p = q + d, s = 1 - t
    const gx = s * (F[q + (i < nx - 1 ? 1 : 2 - nx)] - F[q + (i > 0 ? -1 : nx - 2)]) +
               t * (F[p + (i2 < nx - 1 ? 1 : 2 - nx)] - F[p + (i2 > 0 ? -1 : nx - 2)])
    const gy = s * (F[q + (j < ny - 1 ? 1 : 2 - ny) * sy] - F[q + (j > 0 ? -1 : ny - 2) * sy]) +
               t * (F[p + (j2 < ny - 1 ? 1 : 2 - ny) * sy] - F[p + (j2 > 0 ? -1 : ny - 2) * sy])
    const gz = s * (F[q + (k < nz - 1 ? 1 : 2 - nz) * sz] - F[q + (k > 0 ? -1 : nz - 2) * sz]) +
               t * (F[p + (k2 < nz - 1 ? 1 : 2 - nz) * sz] - F[p + (k2 > 0 ? -1 : nz - 2) * sz])
    const x = gx / this.hx, y = gy / this.hy, z = gz / this.hz
    const scale = 127 / (Math.sqrt(x * x + y * y + z * z) || 1)
    o = v * 4
    N[o] = x * scale; N[o + 1] = y * scale; N[o + 2] = z * scale
    return v
  }

  /**
   * Contour. Triangles face the higher side; normals are the gradient (covariant: transform them by the inverse transpose).
   * @param {number} level in units of the data, not equal to any sample
   */
  run(level) {
    const {data: F, nx, ny, nz, bx, by, low, high, ids} = this
    const sy = nx, sz = nx * ny
    const [X, Y, Z] = this.edges
    let count = 0
    this.vertexCount = 0
    X.fill(-1); Y.fill(-1)
    for (let k = 0; k < nz - 1; k++) {
      const here = (k & 1) * sz, next = ((k + 1) & 1) * sz
      X.fill(-1, next, next + sz); Y.fill(-1, next, next + sz); Z.fill(-1, 0, sz)
      const kBrick = (k / BRICK | 0) * by
      for (let j = 0; j < ny - 1; j++) {
        const jBrick = (kBrick + (j / BRICK | 0)) * bx, row = k * sz + j * nx
        for (let brick = 0; brick < bx; brick++) {
          if (low[jBrick + brick] >= level || high[jBrick + brick] < level) continue
          const end = Math.min(nx - 1, brick * BRICK + BRICK)
          for (let i = brick * BRICK; i < end; i++) {
            const q = row + i
            let c = 0
            if (F[q] < level) c |= 1
            if (F[q + 1] < level) c |= 2
            if (F[q + 1 + sy] < level) c |= 4
            if (F[q + sy] < level) c |= 8
            if (F[q + sz] < level) c |= 16
            if (F[q + 1 + sz] < level) c |= 32
            if (F[q + 1 + sy + sz] < level) c |= 64
            if (F[q + sy + sz] < level) c |= 128
            const cut = EDGES[c]
            if (!cut) continue
            const e = j * nx + i
            let m
            if (cut & 1) { m = here + e; ids[0] = X[m] < 0 ? (X[m] = this.#vertex(i, j, k, 0, level)) : X[m] }
            if (cut & 2) { m = here + e + 1; ids[1] = Y[m] < 0 ? (Y[m] = this.#vertex(i + 1, j, k, 1, level)) : Y[m] }
            if (cut & 4) { m = here + e + nx; ids[2] = X[m] < 0 ? (X[m] = this.#vertex(i, j + 1, k, 0, level)) : X[m] }
            if (cut & 8) { m = here + e; ids[3] = Y[m] < 0 ? (Y[m] = this.#vertex(i, j, k, 1, level)) : Y[m] }
            if (cut & 16) { m = next + e; ids[4] = X[m] < 0 ? (X[m] = this.#vertex(i, j, k + 1, 0, level)) : X[m] }
            if (cut & 32) { m = next + e + 1; ids[5] = Y[m] < 0 ? (Y[m] = this.#vertex(i + 1, j, k + 1, 1, level)) : Y[m] }
            if (cut & 64) { m = next + e + nx; ids[6] = X[m] < 0 ? (X[m] = this.#vertex(i, j + 1, k + 1, 0, level)) : X[m] }
            if (cut & 128) { m = next + e; ids[7] = Y[m] < 0 ? (Y[m] = this.#vertex(i, j, k + 1, 1, level)) : Y[m] }
            if (cut & 256) { m = e; ids[8] = Z[m] < 0 ? (Z[m] = this.#vertex(i, j, k, 2, level)) : Z[m] }
            if (cut & 512) { m = e + 1; ids[9] = Z[m] < 0 ? (Z[m] = this.#vertex(i + 1, j, k, 2, level)) : Z[m] }
            if (cut & 1024) { m = e + nx + 1; ids[10] = Z[m] < 0 ? (Z[m] = this.#vertex(i + 1, j + 1, k, 2, level)) : Z[m] }
            if (cut & 2048) { m = e + nx; ids[11] = Z[m] < 0 ? (Z[m] = this.#vertex(i, j + 1, k, 2, level)) : Z[m] }
            if (count + 15 > this.indices.length) {
              const wide = new Uint32Array(this.indices.length * 2)
              wide.set(this.indices)
              this.indices = wide
            }
            const I = this.indices
            for (let t = c * 16; TRIANGLES[t] >= 0; t += 3) {
              I[count++] = ids[TRIANGLES[t]]
              I[count++] = ids[TRIANGLES[t + 2]]
              I[count++] = ids[TRIANGLES[t + 1]]
            }
          }
        }
      }
    }
    this.indexCount = count
  }

  /**
   * Area and signed volume under the surface's orientation, in the units of the cell.
   * The volume counts closed surfaces only; faces of the cell are not part of the surface.
   * @param {number[][]} cell rows, of the whole region shown
   */
  measure(cell) {
    const {positions: P, indices: I} = this
    const at = (/** @type {number} */ v) => {
      const [x, y, z] = [P[3 * v], P[3 * v + 1], P[3 * v + 2]]
      return [0, 1, 2].map((c) => x * cell[0][c] + y * cell[1][c] + z * cell[2][c])
    }
    let area = 0, volume = 0
    for (let t = 0; t < this.indexCount; t += 3) {
      const [a, b, c] = [at(I[t]), at(I[t + 1]), at(I[t + 2])]
      const u = b.map((x, n) => x - a[n]), w = c.map((x, n) => x - a[n])
      const n = [u[1] * w[2] - u[2] * w[1], u[2] * w[0] - u[0] * w[2], u[0] * w[1] - u[1] * w[0]]
      area += Math.hypot(...n) / 2
      volume += (a[0] * n[0] + a[1] * n[1] + a[2] * n[2]) / 6
    }
    return {area, volume}
  }
}

/**
 * Which grid points below a level are joined, through such points and across the faces of the cell, to one of the seeds.
 * @param {GridData} grid
 * @param {number} level in units of the data
 * @param {number[][]} seeds grid points
 * @returns {Uint8Array} 1 where joined
 */
export function joinedTo({data, nx, ny, nz}, level, seeds) {
  const na = nx - 1, nb = ny - 1, nc = nz - 1
  const seen = new Uint8Array(data.length)
  const stack = new Uint32Array(na * nb * nc)
  let top = 0
  const visit = (/** @type {number} */ i, /** @type {number} */ j, /** @type {number} */ k) => {
    const q = (k * ny + j) * nx + i
    if (!seen[q] && data[q] < level) { seen[q] = 1; stack[top++] = q }
  }
  for (const [i, j, k] of seeds) visit(i % na, j % nb, k % nc)
  while (top) {
    const q = stack[--top], i = q % nx, j = (q / nx | 0) % ny, k = q / (nx * ny) | 0
    visit(i ? i - 1 : na - 1, j, k); visit(i + 1 < na ? i + 1 : 0, j, k)
    visit(i, j ? j - 1 : nb - 1, k); visit(i, j + 1 < nb ? j + 1 : 0, k)
    visit(i, j, k ? k - 1 : nc - 1); visit(i, j, k + 1 < nc ? k + 1 : 0)
  }
  // the planes at the far faces are copies
  for (let k = 0; k < nz; k++) for (let j = 0; j < ny; j++) for (let i = 0; i < nx; i++) {
    if (i === na || j === nb || k === nc) seen[(k * ny + j) * nx + i] = seen[((k % nc) * ny + (j % nb)) * nx + (i % na)]
  }
  return seen
}
