import {describe, expect, test} from "vitest"
import {Isosurface, joinedTo} from "../src/isosurface.js"

const CELL = [[9, 0, 0], [-3, 8, 0], [1, 2, 10]]

/**
 * A wrap-padded grid of a function of fractional coordinates.
 * @param {number[]} counts points along each axis of the cell
 * @param {(f: number[]) => number} value
 */
function grid([na, nb, nc], value) {
  const [nx, ny, nz] = [na + 1, nb + 1, nc + 1]
  const data = new Float32Array(nx * ny * nz)
  for (let k = 0; k < nz; k++) for (let j = 0; j < ny; j++) for (let i = 0; i < nx; i++) {
    data[(k * ny + j) * nx + i] = value([(i % na) / na, (j % nb) / nb, (k % nc) / nc])
  }
  return {data, nx, ny, nz}
}

/**
 * Distance to the nearest image of a centre, Å.
 * @param {number[]} centre
 */
const distanceTo = (centre) => (/** @type {number[]} */ f) => {
  let nearest = Infinity
  for (const a of [-1, 0, 1]) for (const b of [-1, 0, 1]) for (const c of [-1, 0, 1]) {
    const d = [f[0] - centre[0] + a, f[1] - centre[1] + b, f[2] - centre[2] + c]
    nearest = Math.min(nearest, Math.hypot(...[0, 1, 2].map((n) => d[0] * CELL[0][n] + d[1] * CELL[1][n] + d[2] * CELL[2][n])))
  }
  return nearest
}

/**
 * @param {ReturnType<typeof grid>} field
 * @param {number} level
 */
function contour(field, level) {
  const surface = new Isosurface(field)
  surface.run(level)
  return surface
}

/**
 * Edges that are not shared by two triangles of the same orientation.
 * @param {Isosurface} surface
 */
function openEdges(surface) {
  const uses = new Map()
  for (let t = 0; t < surface.indexCount; t += 3) for (const [u, v] of [[0, 1], [1, 2], [2, 0]]) {
    const a = surface.indices[t + u], b = surface.indices[t + v]
    const key = `${Math.min(a, b)}:${Math.max(a, b)}`
    uses.set(key, (uses.get(key) ?? 0) + (a < b ? 1 : -1))
  }
  return [...uses.values()].filter((n) => n !== 0).length
}

describe("a sphere in a skewed cell", () => {
  const radius = 2.5
  const surface = contour(grid([45, 41, 51], distanceTo([0.5, 0.5, 0.5])), radius)

  test("has its area and volume", () => {
    const {area, volume} = surface.measure(CELL)
    expect(area / (4 * Math.PI * radius ** 2)).toBeCloseTo(1, 2)
    expect(Math.abs(volume) / (4 / 3 * Math.PI * radius ** 3)).toBeCloseTo(1, 2)
  })

  test("is closed, and its triangles have one orientation", () => {
    expect(surface.indexCount).toBeGreaterThan(1000)
    expect(openEdges(surface)).toBe(0)
  })

  test("has vertices on the level and normals that point outwards", () => {
    for (let v = 0; v < surface.vertexCount; v += 97) {
      const f = [0, 1, 2].map((axis) => surface.positions[3 * v + axis])
      expect(distanceTo([0.5, 0.5, 0.5])(f)).toBeCloseTo(radius, 1)
      // the gradient in fractional coordinates: positive along the way from the centre
      const along = [0, 1, 2].reduce((sum, axis) => sum + surface.normals[4 * v + axis] * (f[axis] - 0.5), 0)
      expect(along).toBeGreaterThan(0)
    }
  })
})

test("a sphere on a corner of the cell is the same sphere in eight pieces", () => {
  const whole = contour(grid([45, 41, 51], distanceTo([0.5, 0.5, 0.5])), 2.5).measure(CELL)
  const pieces = contour(grid([45, 41, 51], distanceTo([0, 0, 0])), 2.5).measure(CELL)
  expect(pieces.area / whole.area).toBeCloseTo(1, 2)
})

test("the surface meets itself across the faces: its open edges lie in them, in pairs", () => {
  const field = grid([20, 18, 22], distanceTo([0, 0.5, 0.5]))
  const surface = contour(field, 2.5)
  const onFace = [0, 1].map((face) => Array.from({length: surface.vertexCount}, (_, v) => v).filter((v) => surface.positions[3 * v] === face)
    .map((v) => [surface.positions[3 * v + 1].toFixed(5), surface.positions[3 * v + 2].toFixed(5)].join()).sort())
  expect(onFace[0].length).toBeGreaterThan(10)
  expect(onFace[0]).toEqual(onFace[1])
})

test("a slab has two faces", () => {
  const surface = contour(grid([10, 12, 40], (f) => 4 * Math.abs(f[2] - 0.5)), 1.01)
  expect(surface.measure([[5, 0, 0], [0, 6, 0], [0, 0, 8]]).area).toBeCloseTo(60, 3)
})

test.each([-1, 100])("a level outside the range of the field (%f) has no surface", (level) => {
  const surface = contour(grid([6, 7, 8], distanceTo([0.5, 0.5, 0.5])), level)
  expect(surface.indexCount).toBe(0)
  expect(surface.measure(CELL)).toEqual({area: 0, volume: 0})
})

test("one contourer serves one level after another", () => {
  const surface = new Isosurface(grid([30, 30, 30], distanceTo([0.5, 0.5, 0.5])))
  surface.run(3)
  const large = surface.measure(CELL)
  surface.run(1)
  expect(surface.measure(CELL).area).toBeLessThan(large.area / 4)
  surface.run(3)
  expect(surface.measure(CELL)).toEqual(large)
})

test("buffers grow where a surface has many triangles", () => {
  const waves = grid([64, 64, 64], (f) => f.reduce((sum, x) => sum + Math.cos(16 * Math.PI * x), 0))
  const surface = contour(waves, 0.01)
  expect(surface.vertexCount).toBeGreaterThan(1 << 14)
  const {area} = surface.measure([[1, 0, 0], [0, 1, 0], [0, 0, 1]])
  expect(area / 8).toBeGreaterThan(2.2) // Schwarz's P surface: 2.345 a² a period
  expect(area / 8).toBeLessThan(2.4)
})

test("regions are joined across the faces, an island is not", () => {
  const field = grid([12, 12, 12], (f) => {
    const [i, j, k] = f.map((x) => Math.round(12 * x))
    return (j === 3 && k === 3 && i !== 6) || (i === 0 && j === 8 && k === 8) ? 0 : 1
  })
  const joined = joinedTo(field, 0.5, [[5, 3, 3]])
  const at = (/** @type {number} */ i, /** @type {number} */ j, /** @type {number} */ k) => joined[(k * field.ny + j) * field.nx + i]
  expect([at(5, 3, 3), at(7, 3, 3), at(12, 3, 3)]).toEqual([1, 1, 1])
  expect([at(6, 3, 3), at(0, 8, 8)]).toEqual([0, 0])
})
