// @vitest-environment happy-dom
import {Matrix4, Vector3} from "three"
import {beforeEach, describe, expect, test} from "vitest"
import {TrackballCamera} from "../src/camera.js"
import {cellMatrix} from "../src/crystal.js"

const CELL = [[9, 0, 0], [-3, 8, 0], [1, 2, 10]]
const MATRIX = cellMatrix(CELL)
const [A, B, C] = CELL.map((row) => new Vector3(...row))

/** @type {TrackballCamera} */
let camera
/** @type {string[]} */
let events

beforeEach(() => {
  events = []
  camera = new TrackballCamera(document.createElement("div"), {onChange: () => events.push("change"), onEnd: () => events.push("end")})
  camera.frame(MATRIX, 1, 0.7)
  camera.resize(800, 600, [0, 0, 0, 0])
})

/** @param {Vector3} point */
function projected(point) {
  camera.apply()
  return point.clone().project(camera.camera)
}

function corners() {
  return [0, 1].flatMap((a) => [0, 1].flatMap((b) => [0, 1].map((c) => new Vector3(a, b, c).applyMatrix4(MATRIX))))
}

test.each([["a", A], ["b", B], ["c", C]])("looks along the lattice vector %s", (name, axis) => {
  camera.look(name, {fly: false})
  expect(camera.direction.angleTo(axis)).toBeCloseTo(0, 6)
})

test.each([["a*", B, C], ["b*", C, A], ["c*", A, B]])("looks along %s, across the two other axes", (name, first, second) => {
  camera.look(name, {fly: false})
  expect(camera.direction.dot(first)).toBeCloseTo(0, 6)
  expect(camera.direction.dot(second)).toBeCloseTo(0, 6)
})

test("a* points the way of a in a left-handed cell too", () => {
  camera.frame(cellMatrix([CELL[1], CELL[0], CELL[2]]), 1, 0.7)
  camera.look("a*", {fly: false})
  expect(camera.direction.dot(B)).toBeGreaterThan(0)
})

describe.each(["a", "b", "c", "a*", "b*", "c*", "reset"])("the view %s", (name) => {
  test("shows the whole cell, its centre in the middle", () => {
    camera.look(name, {fly: false})
    const middle = projected(new Vector3(0.5, 0.5, 0.5).applyMatrix4(MATRIX))
    expect([middle.x, middle.y].map((x) => Math.abs(x) < 1e-6)).toEqual([true, true])
    const extent = Math.max(...corners().map(projected).flatMap((p) => [Math.abs(p.x), Math.abs(p.y)]))
    expect(extent).toBeLessThan(1)
    expect(extent).toBeGreaterThan(0.6)
  })

  test("has an upright axis across the line of sight", () => {
    camera.look(name, {fly: false})
    expect(camera.up.length()).toBeCloseTo(1, 6)
    expect(camera.up.dot(camera.direction)).toBeCloseTo(0, 6)
  })
})

test("what is projected comes back", () => {
  camera.look("reset", {fly: false})
  for (const corner of corners()) {
    const back = projected(corner).unproject(camera.camera)
    expect(back.distanceTo(corner)).toBeLessThan(1e-6)
  }
})

test("padding moves the crystal aside and keeps it between", () => {
  camera.look("reset", {fly: false})
  camera.resize(800, 600, [0, 0, 0, 400])
  const xs = corners().map((p) => projected(p).x)
  expect(Math.min(...xs)).toBeGreaterThan(0)
  expect(Math.max(...xs)).toBeLessThan(1)
})

test("its state survives a round trip, and the target a rescaled cell", () => {
  camera.look("b*", {fly: false})
  const {state} = camera
  expect(state.target).toEqual([0.5, 0.5, 0.5])
  camera.look("reset", {fly: false})
  camera.frame(new Matrix4().makeScale(1.1, 1.1, 1.1).multiply(MATRIX), 1, 0.7)
  camera.state = state
  expect(camera.state).toEqual(state)
  expect(camera.target.distanceTo(new Vector3(0.5, 0.5, 0.5).applyMatrix4(MATRIX).multiplyScalar(1.1))).toBeLessThan(1e-6)
})

test("a drag turns and says when it ends", () => {
  camera.look("reset", {fly: false})
  const before = camera.direction.clone()
  const pointer = (/** @type {string} */ type, /** @type {number} */ clientX) => camera.element.dispatchEvent(new PointerEvent(type, {pointerId: 1, clientX, clientY: 0}))
  pointer("pointerdown", 0)
  pointer("pointermove", 40)
  expect(camera.direction.angleTo(before)).toBeGreaterThan(0.1)
  events.length = 0
  pointer("pointerup", 40)
  expect(events).toEqual(["end"])
  camera.dispose()
  const after = camera.direction.clone()
  pointer("pointerdown", 0)
  pointer("pointermove", 40)
  expect(camera.direction).toEqual(after)
})
