// Blobs made by pesviz.presentation.packing and pesviz.export.html; tests/presentation/test_javascript.py holds that they still are.
import {describe, expect, test} from "vitest"
import {coarser, unpackField} from "../src/field.js"
import {unpacked} from "../src/page/packed.js"
import reference from "./packed.json"

const bytes = (/** @type {string} */ base64) => Uint8Array.from(atob(base64), (c) => c.charCodeAt(0))

describe.each([["one", reference.one], ["tiled", reference.tiled]])("the blob %s", (_, {blob, values, dims, cells, cell}) => {
  const field = unpackField(bytes(blob))
  const [low, high] = field.range
  const {grid} = field

  test("has its header", () => {
    expect(field.cell).toEqual(cell)
    expect(field.cells).toBe(cells)
    expect([grid.nx, grid.ny, grid.nz]).toEqual(dims.map((n) => n + 1))
  })

  test("has the values of every point, to half a step", () => {
    const [na, nb, nc] = dims
    for (let k = 0; k <= nc; k++) for (let j = 0; j <= nb; j++) for (let i = 0; i <= na; i++) {
      const value = low + grid.data[(k * grid.ny + j) * grid.nx + i] * (high - low) / 65535
      const expected = values[((k % nc) * nb + j % nb) * na + i % na] // the last plane is the first
      expect(Math.abs(value - expected)).toBeLessThan((high - low) / 65535)
    }
  })
})

test("a level lies between samples and within their range", () => {
  const {toSteps, range: [low, high]} = unpackField(bytes(reference.one.blob))
  for (const level of [low, (low + high) / 2, high]) expect(toSteps(level) % 1).toBeGreaterThan(0)
  expect(toSteps(low - 1)).toBe(0.25)
  expect(toSteps(high + 1)).toBe(65534.75)
})

test("a view into a longer message is unpacked too", () => {
  const blob = bytes(reference.one.blob)
  const message = new Uint8Array(blob.length + 3)
  message.set(blob, 3)
  expect(unpackField(message.subarray(3)).grid.data).toEqual(unpackField(blob).grid.data)
})

test("the packed field of a stand-alone page is the blob", async () => {
  expect(await unpacked(reference.one.page)).toEqual(bytes(reference.one.blob))
})

test("other bytes are refused", () => {
  expect(() => unpackField(new Uint8Array(64))).toThrow("not a packed pesviz field")
  const blob = bytes(reference.one.blob)
  expect(() => unpackField(blob.subarray(0, blob.length - 2))).toThrow("cut short")
})

test("a coarser copy keeps a linear field and its ends", () => {
  const n = 13, data = new Uint16Array(n ** 3)
  for (let k = 0, o = 0; k < n; k++) for (let j = 0; j < n; j++) for (let i = 0; i < n; i++) data[o++] = 100 * i + 20 * j + 3 * k
  const half = coarser({data, nx: n, ny: n, nz: n}, 2)
  expect([half.nx, half.ny, half.nz]).toEqual([7, 7, 7])
  const at = (/** @type {number} */ i, /** @type {number} */ j, /** @type {number} */ k) => half.data[(k * 7 + j) * 7 + i]
  expect(at(0, 0, 0)).toBe(0)
  expect(at(6, 6, 6)).toBe(123 * 12)
  expect(at(3, 2, 1)).toBe(600 + 80 + 6)
})
