// Geometry of slices: planes as pesviz/presentation/slices.py makes them, samples of the field on them, contour lines. No drawing.

/** @import {CrystalScene, GridData, LatticePlane, Plane} from "../types.js" */
/** @typedef {{nx: number, ny: number, values: Float32Array}} Samples of a plane, eV, rows from bottom to top */

/** @type {(u: number[], v: number[]) => number} */
const dot = (u, v) => u[0] * v[0] + u[1] * v[1] + u[2] * v[2]
/** @type {(u: number[], v: number[]) => number[]} */
const cross = (u, v) => [u[1] * v[2] - u[2] * v[1], u[2] * v[0] - u[0] * v[2], u[0] * v[1] - u[1] * v[0]]
const plus = (/** @type {number[]} */ u, /** @type {number[]} */ v, f = 1) => u.map((x, i) => x + f * v[i])
/** @type {(u: number[], f: number) => number[]} */
const times = (u, f) => u.map((x) => x * f)
const unit = (/** @type {number[]} */ u) => times(u, 1 / Math.hypot(...u))

/**
 * Cartesian coordinates of fractional ones.
 * @param {number[][]} cell
 * @param {number[]} f
 */
export const cartesian = (cell, f) => [0, 1, 2].map((i) => f[0] * cell[0][i] + f[1] * cell[1][i] + f[2] * cell[2][i])

/**
 * A function from Cartesian to fractional coordinates.
 * @param {number[][]} cell
 */
export function fractionalIn(cell) {
  const [a, b, c] = cell, volume = dot(a, cross(b, c))
  const rows = [cross(b, c), cross(c, a), cross(a, b)].map((row) => times(row, 1 / volume))
  return (/** @type {number[]} */ p) => rows.map((row) => dot(row, p))
}

/**
 * The plane at an offset.
 * @param {LatticePlane} plane
 * @param {number} offset in interplanar distances
 * @returns {Plane}
 */
export function latticePlane(plane, offset) {
  return {...plane, origin: plus(plane.middle, plane.normal, offset * plane.spacing - dot(plane.middle, plane.normal))}
}

/**
 * The plane through three points, with 3 Å around them; null where they lie on a line.
 * @param {number[][]} points Cartesian
 * @returns {Plane | null}
 */
export function planeThrough([p, q, r]) {
  const normal = cross(plus(q, p, -1), plus(r, p, -1))
  if (Math.hypot(...normal) < 1e-3 * Math.max(dot(plus(q, p, -1), plus(q, p, -1)), dot(plus(r, p, -1), plus(r, p, -1)))) return null
  const n = unit(normal), x = unit(plus(q, p, -1)), y = cross(n, x)
  const flat = [p, q, r].map((point) => plus(point, p, -1)).map((away) => [dot(away, x), dot(away, y)])
  const [left, low] = [0, 1].map((i) => Math.min(...flat.map((at) => at[i])) - 3), [right, high] = [0, 1].map((i) => Math.max(...flat.map((at) => at[i])) + 3)
  const origin = plus(plus(p, x, (left + right) / 2), y, (low + high) / 2)
  return {name: "the plane of three atoms", x_name: "", x, y, normal: n, origin, size: [right - left, high - low], outline: []}
}

/**
 * The plane with the shorter side made longer.
 * @param {Plane} plane
 * @param {number} ratio of width to height
 */
export function stretched(plane, ratio) {
  const [width, height] = plane.size
  return {...plane, size: [Math.max(width, height * ratio), Math.max(height, width / ratio)]}
}

/**
 * A field on a plane, trilinear.
 * @param {{grid: GridData, range: number[], cell: number[][]}} field of one cell
 * @param {Plane} plane
 * @param {number} samples along its longer side
 * @returns {Samples}
 */
export function cut(field, plane, samples) {
  const {data, nx: na, ny: nb, nz: nc} = field.grid, [low, high] = field.range, [width, height] = plane.size
  const step = Math.max(width, height) / samples, nx = Math.round(width / step) + 1, ny = Math.round(height / step) + 1
  const inside = fractionalIn(field.cell), counts = [na - 1, nb - 1, nc - 1]
  const values = new Float32Array(nx * ny), base = inside(plane.origin), du = inside(plane.x), dv = inside(plane.y)
  const at = [0, 0, 0], part = [0, 0, 0]
  for (let j = 0; j < ny; j++) for (let i = 0; i < nx; i++) {
    const u = (i / (nx - 1) - 0.5) * width, v = (j / (ny - 1) - 0.5) * height
    for (let axis = 0; axis < 3; axis++) {
      let f = base[axis] + u * du[axis] + v * dv[axis]
      f = (f - Math.floor(f)) * counts[axis]
      at[axis] = Math.min(counts[axis] - 1, Math.floor(f))
      part[axis] = f - at[axis]
    }
    const o = at[0] + na * (at[1] + nb * at[2]), [a, b, c] = part
    const row = (/** @type {number} */ p) => data[p] * (1 - a) + data[p + 1] * a
    const sheet = (/** @type {number} */ p) => row(p) * (1 - b) + row(p + na) * b
    values[j * nx + i] = low + (sheet(o) * (1 - c) + sheet(o + na * nb) * c) / 65535 * (high - low)
  }
  return {nx, ny, values}
}

/**
 * The line of one energy as the `d` of a path, marching squares.
 * @param {Samples} samples
 * @param {number} level eV
 * @param {(i: number) => number} x of a column, px
 * @param {(j: number) => number} y of a row, px
 */
export function contour({nx, ny, values}, level, x, y) {
  let d = ""
  for (let j = 0; j < ny - 1; j++) for (let i = 0; i < nx - 1; i++) {
    const o = j * nx + i, a = values[o], b = values[o + 1], c = values[o + nx + 1], e = values[o + nx]
    const inside = Number(a < level) + 2 * Number(b < level) + 4 * Number(c < level) + 8 * Number(e < level)
    if (inside === 0 || inside === 15) continue
    const between = (/** @type {number} */ p, /** @type {number} */ q) => (level - p) / (q - p)
    const bottom = () => [i + between(a, b), j], right = () => [i + 1, j + between(b, c)]
    const top = () => [i + between(e, c), j + 1], left = () => [i, j + between(a, e)]
    const low = (a + b + c + e) / 4 < level // a saddle is split by the mean of its corners
    /** @type {Record<number, (() => number[])[][]>} */
    const lines = {
      1: [[left, bottom]], 14: [[left, bottom]], 2: [[bottom, right]], 13: [[bottom, right]], 4: [[right, top]], 11: [[right, top]],
      8: [[top, left]], 7: [[top, left]], 3: [[left, right]], 12: [[left, right]], 6: [[bottom, top]], 9: [[bottom, top]],
      5: low ? [[left, top], [bottom, right]] : [[left, bottom], [right, top]], 10: low ? [[left, bottom], [right, top]] : [[left, top], [bottom, right]],
    }
    for (const [from, to] of lines[inside]) {
      const [p, q] = [from(), to()]
      d += `M${x(p[0]).toFixed(1)} ${y(p[1]).toFixed(1)}L${x(q[0]).toFixed(1)} ${y(q[1]).toFixed(1)}`
    }
  }
  return d
}

/**
 * Images of atoms within 0.8 Å of what is shown: [{atom, x, y, height}], the farthest from the plane first.
 * @param {CrystalScene} scene
 * @param {Plane} plane
 */
export function atomsAt(scene, plane) {
  const half = times(plane.size, 0.5), reach = Math.hypot(...half) + 0.8, inside = fractionalIn(scene.cell)
  const middle = inside(plane.origin), unitLengths = [0, 1, 2].map((axis) => Math.hypot(...[[1, 0, 0], [0, 1, 0], [0, 0, 1]].map((e) => inside(e)[axis])))
  const span = unitLengths.map((length) => reach * length), near = []
  const [low, high] = [middle.map((m, i) => Math.floor(m - span[i]) - 1), middle.map((m, i) => Math.ceil(m + span[i]))]
  for (const atom of scene.atoms) for (let a = low[0]; a <= high[0]; a++) for (let b = low[1]; b <= high[1]; b++) for (let c = low[2]; c <= high[2]; c++) {
    const away = plus(cartesian(scene.cell, plus(atom.fractional, [a, b, c])), plane.origin, -1)
    const x = dot(away, plane.x), y = dot(away, plane.y), height = dot(away, plane.normal)
    if (Math.abs(height) <= 0.8 && Math.abs(x) <= half[0] && Math.abs(y) <= half[1]) near.push({atom, x, y, height})
  }
  return near.sort((p, q) => Math.abs(q.height) - Math.abs(p.height))
}

/**
 * The polygon in which a plane cuts the cell, fractional corners in order; empty where it misses.
 * @param {Plane} plane
 * @param {number[][]} cell
 */
export function outlineInCell(plane, cell) {
  const height = (/** @type {number[]} */ f) => dot(plus(cartesian(cell, f), plane.origin, -1), plane.normal)
  /** @type {number[][]} */
  const corners = []
  for (let axis = 0; axis < 3; axis++) for (const u of [0, 1]) for (const v of [0, 1]) {
    const from = [0, 0, 0], to = [0, 0, 0]
    for (const end of [from, to]) { end[(axis + 1) % 3] = u; end[(axis + 2) % 3] = v }
    to[axis] = 1
    const first = height(from), last = height(to)
    if (Math.abs(first) < 1e-6 && Math.abs(last) < 1e-6) corners.push(from, to)
    else if (first * last <= 0) corners.push(plus(from, plus(to, from, -1), first / (first - last)))
  }
  const single = corners.filter((p, n) => corners.findIndex((q) => Math.hypot(...plus(p, q, -1)) < 1e-5) === n)
  if (single.length < 3) return []
  const flat = single.map((f) => plus(cartesian(cell, f), plane.origin, -1)).map((p) => [dot(p, plane.x), dot(p, plane.y)])
  const middle = [0, 1].map((i) => flat.reduce((sum, p) => sum + p[i], 0) / flat.length)
  const angle = (/** @type {number} */ n) => Math.atan2(flat[n][1] - middle[1], flat[n][0] - middle[0])
  return single.map((_, n) => n).sort((m, n) => angle(m) - angle(n)).map((n) => single[n])
}
