// Geometry of slices: planes as pesviz/presentation/slices.py makes them, samples of the field on them, contour lines. No drawing.

const dot = (u, v) => u[0] * v[0] + u[1] * v[1] + u[2] * v[2]
const cross = (u, v) => [u[1] * v[2] - u[2] * v[1], u[2] * v[0] - u[0] * v[2], u[0] * v[1] - u[1] * v[0]]
const plus = (u, v, f = 1) => u.map((x, i) => x + f * v[i])
const times = (u, f) => u.map((x) => x * f)
const unit = (u) => times(u, 1 / Math.hypot(...u))

/** Cartesian coordinates of fractional ones; the cell's rows are the lattice vectors. */
export const cartesian = (cell, f) => [0, 1, 2].map((i) => f[0] * cell[0][i] + f[1] * cell[1][i] + f[2] * cell[2][i])

/** A function from Cartesian to fractional coordinates. */
export function fractionalIn(cell) {
  const [a, b, c] = cell, volume = dot(a, cross(b, c))
  const rows = [cross(b, c), cross(c, a), cross(a, b)].map((row) => times(row, 1 / volume))
  return (p) => rows.map((row) => dot(row, p))
}

/** Move a plane of the page's data to an offset, in interplanar distances. */
export function latticePlane(plane, offset) {
  return {...plane, origin: plus(plane.middle, plane.normal, offset * plane.spacing - dot(plane.middle, plane.normal))}
}

/** The plane through three points (Cartesian), with 3 Å around them; null where they lie on a line. */
export function planeThrough([p, q, r]) {
  const normal = cross(plus(q, p, -1), plus(r, p, -1))
  if (Math.hypot(...normal) < 1e-3 * Math.max(dot(plus(q, p, -1), plus(q, p, -1)), dot(plus(r, p, -1), plus(r, p, -1)))) return null
  const n = unit(normal), x = unit(plus(q, p, -1)), y = cross(n, x)
  const flat = [p, q, r].map((point) => plus(point, p, -1)).map((away) => [dot(away, x), dot(away, y)])
  const [left, low] = [0, 1].map((i) => Math.min(...flat.map((at) => at[i])) - 3), [right, high] = [0, 1].map((i) => Math.max(...flat.map((at) => at[i])) + 3)
  const origin = plus(plus(p, x, (left + right) / 2), y, (low + high) / 2)
  return {name: "the plane of three atoms", x_name: "", x, y, normal: n, origin, size: [right - left, high - low], outline: []}
}

/** The plane with the shorter side made longer, so that width / height is `ratio`. */
export function stretched(plane, ratio) {
  const [width, height] = plane.size
  return {...plane, size: [Math.max(width, height * ratio), Math.max(height, width / ratio)]}
}

/**
 * A field on a plane, trilinear: {nx, ny, values (eV, rows from bottom to top)}.
 * @param field what unpackField returns, of one cell
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
    const row = (p) => data[p] * (1 - a) + data[p + 1] * a
    const sheet = (p) => row(p) * (1 - b) + row(p + na) * b
    values[j * nx + i] = low + (sheet(o) * (1 - c) + sheet(o + na * nb) * c) / 65535 * (high - low)
  }
  return {nx, ny, values}
}

/** The line of one energy as the `d` of a path, marching squares; x and y place columns and rows. */
export function contour({nx, ny, values}, level, x, y) {
  let d = ""
  for (let j = 0; j < ny - 1; j++) for (let i = 0; i < nx - 1; i++) {
    const o = j * nx + i, a = values[o], b = values[o + 1], c = values[o + nx + 1], e = values[o + nx]
    const inside = (a < level) + 2 * (b < level) + 4 * (c < level) + 8 * (e < level)
    if (inside === 0 || inside === 15) continue
    const between = (p, q) => (level - p) / (q - p)
    const bottom = () => [i + between(a, b), j], right = () => [i + 1, j + between(b, c)]
    const top = () => [i + between(e, c), j + 1], left = () => [i, j + between(a, e)]
    const low = (a + b + c + e) / 4 < level // a saddle is split by the mean of its corners
    const lines = {
      1: [[left, bottom]], 14: [[left, bottom]], 2: [[bottom, right]], 13: [[bottom, right]], 4: [[right, top]], 11: [[right, top]],
      8: [[top, left]], 7: [[top, left]], 3: [[left, right]], 12: [[left, right]], 6: [[bottom, top]], 9: [[bottom, top]],
      5: low ? [[left, top], [bottom, right]] : [[left, bottom], [right, top]], 10: low ? [[left, bottom], [right, top]] : [[left, top], [bottom, right]],
    }[inside]
    for (const [from, to] of lines) {
      const [p, q] = [from(), to()]
      d += `M${x(p[0]).toFixed(1)} ${y(p[1]).toFixed(1)}L${x(q[0]).toFixed(1)} ${y(q[1]).toFixed(1)}`
    }
  }
  return d
}

/** Images of atoms within 0.8 Å of what is shown: [{atom, x, y, height}], the farthest from the plane first. */
export function atomsAt(scene, plane) {
  const half = times(plane.size, 0.5), reach = Math.hypot(...half) + 0.8, inside = fractionalIn(scene.cell)
  const middle = inside(plane.origin), unitLengths = [0, 1, 2].map((axis) => Math.hypot(...[[1, 0, 0], [0, 1, 0], [0, 0, 1]].map((e) => inside(e)[axis])))
  const span = unitLengths.map((length) => reach * length), found = []
  const [low, high] = [middle.map((m, i) => Math.floor(m - span[i]) - 1), middle.map((m, i) => Math.ceil(m + span[i]))]
  for (const atom of scene.atoms) for (let a = low[0]; a <= high[0]; a++) for (let b = low[1]; b <= high[1]; b++) for (let c = low[2]; c <= high[2]; c++) {
    const away = plus(cartesian(scene.cell, plus(atom.fractional, [a, b, c])), plane.origin, -1)
    const x = dot(away, plane.x), y = dot(away, plane.y), height = dot(away, plane.normal)
    if (Math.abs(height) <= 0.8 && Math.abs(x) <= half[0] && Math.abs(y) <= half[1]) found.push({atom, x, y, height})
  }
  return found.sort((p, q) => Math.abs(q.height) - Math.abs(p.height))
}

/** The polygon in which a plane cuts the cell, fractional corners in order; empty where it misses. */
export function outlineInCell(plane, cell) {
  const height = (f) => dot(plus(cartesian(cell, f), plane.origin, -1), plane.normal)
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
  const angle = (n) => Math.atan2(flat[n][1] - middle[1], flat[n][0] - middle[0])
  return single.map((_, n) => n).sort((m, n) => angle(m) - angle(n)).map((n) => single[n])
}
