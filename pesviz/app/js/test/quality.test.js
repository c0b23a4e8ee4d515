import {expect, test} from "vitest"
import {Quality} from "../src/quality.js"

test("a GPU starts with full quality and keeps it", () => {
  const quality = new Quality(false)
  for (let n = 0; n < 50; n++) quality.learn(5)
  expect(quality.current).toEqual({lod: 0, ratio: 1, lean: false})
})

test("slow frames make pictures coarser, down to the coarsest", () => {
  const quality = new Quality(false)
  const ratios = []
  for (let n = 0; n < 20; n++) { quality.learn(200); ratios.push(quality.current.ratio) }
  expect(ratios).toEqual([...ratios].sort((a, b) => b - a))
  expect(quality.current.lod).toBe(2)
})

test("fast frames make them finer again, but not as fine as what was too slow", () => {
  const quality = new Quality(false)
  quality.learn(200); quality.learn(200)
  const slow = quality.step
  for (let n = 0; n < 100; n++) quality.learn(5)
  expect(quality.step).toBe(slow)
  quality.forget()
  for (let n = 0; n < 100; n++) quality.learn(5)
  expect(quality.step).toBe(0)
})
