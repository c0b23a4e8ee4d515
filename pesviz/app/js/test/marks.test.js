import {expect, test} from "vitest"
import {interpolate, levelOf} from "../bokeh/marks.js"

test("a curve is linear between its points and constant beyond them", () => {
  expect(interpolate([1, 2, 4], [0, 10, 30], 3)).toBe(20)
  expect(interpolate([1, 2, 4], [0, 10, 30], 0)).toBe(0)
  expect(interpolate([1, 2, 4], [0, 10, 30], 9)).toBe(30)
  expect(interpolate([], [], 1)).toBeNaN()
})

test("at a point, what is not known beyond it does not matter", () => expect(interpolate([1, 2], [5, NaN], 1)).toBe(5))

test("the threshold is the slider's last, else the one that Python set, else the first", () => {
  expect(levelOf({tags: []}, 0.5)).toBe(0.5)
  expect(levelOf({tags: ["figure", 0.75]}, 0.5)).toBe(0.75)
  expect(levelOf({tags: [0.75], pesviz_level: 0}, 0.5)).toBe(0)
})
