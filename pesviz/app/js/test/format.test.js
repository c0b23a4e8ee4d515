// Numbers as text. fractions.json holds what pesviz.presentation.numbers.fraction writes (tests/presentation/test_javascript.py).
import {describe, expect, test} from "vitest"
import {interpolate, percentAt} from "../../controls/readout.js"
import {conductivity, duration, energy, formula, percent, scientific, share} from "../bokeh/format.js"
import {lineOf, roundTicks} from "../src/page/chart.js"
import fractions from "./fractions.json"

test.each(Object.entries(fractions))("the free volume %s is written as Python writes it", (value, text) => {
  expect(percentAt({thresholds: [0], connected: [Number(value)]}, "connected", 0)).toBe(text)
})

describe("a free volume at a threshold", () => {
  const curve = {thresholds: [0, 1, 2], connected: [0, 0.5, null], connected_estimate: [0, 0.5, 0.75]}

  test("is interpolated", () => expect(percentAt(curve, "connected", 0.5)).toBe("25 %"))
  test("is predicted where the scan ended, and says so", () => expect(percentAt(curve, "connected", 1.5)).toBe("≈ 63 %"))
  test("is a dash where nothing is known", () => {
    expect(percentAt({thresholds: [0, 1], connected: [0, null]}, "connected", 1)).toBe("–")
    expect(percentAt({thresholds: [], connected: []}, "connected", 1)).toBe("–")
  })
})

test("interpolation holds the first value below the first point and the last above the last", () => {
  expect(interpolate([1, 2], [0.1, 0.2], 0)).toBe(0.1)
  expect(interpolate([1, 2], [0.1, 0.2], 3)).toBe(0.2)
  expect(interpolate([1, 2], [0.1, null], 1)).toBe(0.1)
  expect(interpolate([1, 2], [0.1, null], 1.5)).toBeNaN()
})

test.each([[1, "100 %"], [0.01, "1 %"], [0.001, "0.1 %"], [0.0001, "0.01 %"]])("a tick at %f is %s", (value, text) => expect(percent(value)).toBe(text))

test.each([[3.24e-4, "3.2·10<sup>−4</sup>"], [1, "1.0·10<sup>0</sup>"], [12345, "1.2·10<sup>4</sup>"]])("%f in scientific notation", (value, text) => {
  expect(scientific(value)).toBe(text)
})

test("an upper bound of a conductivity says so", () => {
  expect(conductivity(1e-6, true)).toBe("&lt; 1.0·10<sup>−6</sup>")
  expect(conductivity(1e-6, false)).toBe("1.0·10<sup>−6</sup>")
  expect(conductivity(1e-6, NaN)).toBe("1.0·10<sup>−6</sup>")
})

test("formulas have subscripts", () => expect(formula("Li9.54Si1.74P1.44")).toBe("Li<sub>9.54</sub>Si<sub>1.74</sub>P<sub>1.44</sub>"))

test.each([[0.44, "0.4 s"], [42.4, "42 s"], [120, "2 min"], [9000, "2.5 h"]])("%f s", (seconds, text) => expect(duration(seconds)).toBe(text))

test.each([[0, "0"], [3e-6, "&lt;0.001"], [0.00004, "0.004"], [0.12345, "12.3"], [1, "100"]])("the share %f", (value, text) => expect(share(value)).toBe(text))

test("energies above the limit of a slice are predicted or beyond its scale", () => {
  expect(energy(0.5, 1, false)).toBe("0.500 eV")
  expect(energy(1.5, 1, true)).toBe("≈ 1.50 eV (predicted)")
  expect(energy(1.5, 1, false)).toBe("> 1 eV")
})

test.each([
  [1.05, 5, ["0", "0.5", "1.0"]], [2, 5, ["0", "0.5", "1.0", "1.5", "2.0"]], [12.3, 5, ["0", "5", "10"]], [0.05, 4, ["0", "0.02", "0.04"]],
])("round ticks up to %f", (end, count, texts) => {
  const ticks = roundTicks(end, count)
  expect(ticks.map(({text}) => text)).toEqual(texts)
  for (const {value, text} of ticks) expect(value).toBeCloseTo(Number(text), 9)
})

test("a line has gaps where a value is missing or too low", () => {
  const same = (/** @type {number} */ x) => x
  expect(lineOf([0, 1, 2, 3, 4], [1, 2, null, 3, 0], same, same, 0)).toBe("M0.0 1.0L1.0 2.0M3.0 3.0")
})
