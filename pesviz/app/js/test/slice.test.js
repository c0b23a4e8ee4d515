import {expect, test} from "vitest"
import {atomsAt, contour, cut, fractionalIn, outlineInCell, planeThrough, stretched} from "../src/page/cut.js"

const CELL = [[4, 0, 0], [1, 3, 0], [0, 0.5, 5]]
/** The plane of a and b at half the height of the cubic cell of 4 Å. */
const LEVEL = {name: "(001)", x_name: "", x: [1, 0, 0], y: [0, 1, 0], normal: [0, 0, 1], origin: [2, 2, 2], size: [4, 4], outline: []}
const CUBE = [[4, 0, 0], [0, 4, 0], [0, 0, 4]]

test("fractional coordinates are the inverse of Cartesian ones", () => {
  const f = fractionalIn(CELL)([4 * 0.25 + 1 * 0.5, 3 * 0.5 + 0.5 * 0.75, 5 * 0.75])
  expect(f.map((x) => Number(x.toFixed(9)))).toEqual([0.25, 0.5, 0.75])
})

test("a plane through three atoms holds them; three on a line have none", () => {
  const atoms = [[0, 0, 0], [2, 0, 0], [0, 3, 1]]
  const plane = planeThrough(atoms)
  if (plane === null) throw new Error("there is a plane")
  for (const atom of atoms) expect(atom.reduce((sum, x, i) => sum + (x - plane.origin[i]) * plane.normal[i], 0)).toBeCloseTo(0, 9)
  expect(planeThrough([[0, 0, 0], [1, 1, 0], [2, 2, 0]])).toBeNull()
})

test("a stretched plane has the ratio of its sides and holds what it held", () => {
  expect(stretched({...LEVEL, size: [4, 8]}, 2).size).toEqual([16, 8])
  expect(stretched({...LEVEL, size: [8, 1]}, 2).size).toEqual([8, 4])
})

test("a slice of a field is its values, in eV", () => {
  const n = 9, data = new Uint16Array(n ** 3) // 8 points and the first again
  for (let k = 0, o = 0; k < n; k++) for (let j = 0; j < n; j++) for (let i = 0; i < n; i++) data[o++] = (k % 8) * 8000
  const {values} = cut({grid: {data, nx: n, ny: n, nz: n}, range: [0, 4], cell: CUBE}, LEVEL, 20)
  for (const value of values) expect(value).toBeCloseTo(4 * 32000 / 65535, 5)
})

test("the contour of a linear field is a straight line", () => {
  const nx = 5, ny = 4, values = Float32Array.from({length: nx * ny}, (_, q) => q % nx)
  const same = (/** @type {number} */ v) => v
  const ends = contour({nx, ny, values}, 1.5, same, same).split(/[ML]/).filter(Boolean).map((p) => Number(p.split(" ")[0]))
  expect(ends).toHaveLength(2 * (ny - 1))
  expect(new Set(ends)).toEqual(new Set([1.5]))
  expect(contour({nx, ny, values}, 9, same, same)).toBe("")
})

test("a plane cuts a cube in a square, and a plane beside it not at all", () => {
  const square = outlineInCell(LEVEL, CUBE)
  expect(square).toHaveLength(4)
  for (const corner of square) expect(corner[2]).toBeCloseTo(0.5, 9)
  expect(outlineInCell({...LEVEL, origin: [2, 2, 9]}, CUBE)).toEqual([])
})

test("atoms near a plane are found with their images, the farthest first", () => {
  const atom = (/** @type {number[]} */ fractional) => ({fractional, symbol: "Li", index: 0, radius: 0.5, colour: "#fff", mobile: true})
  const near = atomsAt({cell: CUBE, atoms: [atom([0.5, 0.5, 0.45]), atom([0.5, 0.5, 0.6]), atom([0, 0, 0])]}, LEVEL)
  expect(near.map(({height}) => Number(height.toFixed(3)))).toEqual([0.4, -0.2])
})
