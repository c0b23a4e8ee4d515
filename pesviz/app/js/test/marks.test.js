import {expect, test} from "vitest"
import {interpolate} from "../bokeh/marks.js"
import {contour} from "../bokeh/threshold_line.js"

test("a curve between its points is linear, beyond its ends constant, and unknown where it has no value", () => {
  expect(interpolate([0, 1, 2], [0, 10, 30], 1.5)).toBeCloseTo(20)
  expect(interpolate([0, 1, 2], [5, 10, 30], -1)).toBe(5)
  expect(interpolate([0, 1, 2], [0, 10, 30], 9)).toBeCloseTo(30)
  expect(interpolate([], [], 1)).toBeNaN()
  expect(interpolate([0, 1, 2], [0, NaN, NaN], 1.5)).toBeNaN()
  expect(interpolate([0, 1, 2], [0, 10, NaN], 1)).toBe(10)
})

const text = (/** @type {number} */ n) => `${n}`

test("a ramp has one straight line, where the level lies between two columns", () => {
  const d = contour([0, 1, 2, 0, 1, 2, 0, 1, 2], 3, 3, 0.25, text, text)
  expect(d).toBe("M0.25 0L0.25 1M0.25 1L0.25 2")
})

test("a saddle is split by the mean of its corners", () => {
  const lines = (/** @type {number[]} */ corners) => contour(corners, 2, 2, 0.5, text, text).split("M").slice(1)
  expect(lines([0, 1, 1, 0])).toHaveLength(2)
  expect(lines([0, 1, 1, 0])).not.toEqual(lines([0, 3, 3, 0.4]))
  expect(lines([0, 0, 0, 0])).toHaveLength(0)
  expect(lines([1, 1, 1, 0])).toHaveLength(1)
})
