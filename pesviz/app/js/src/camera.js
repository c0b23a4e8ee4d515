// A trackball camera without poles: drag turns, shift or right drag pans, wheel or pinch zooms, one axis at a time on request.
import * as THREE from "three"

const SPREAD = 240 // directions from which to look for a clear view
const FOV = 22
const FLIGHT = 320

/** @import {CameraState} from "./types.js" */

const vector = (/** @type {number[]} */ v) => new THREE.Vector3().fromArray(v)

export class TrackballCamera {
  /**
   * Fractional to Cartesian; null until there is a crystal.
   * @type {THREE.Matrix4 | null}
   */
  cell = null
  /**
   * Corners of what has to be seen, and their centre.
   * @type {THREE.Vector3[]}
   */
  bounds = []
  centre = new THREE.Vector3()
  /** Å around the cell. */
  margin = 0
  /** @type {Map<number, {x: number, y: number, pan: boolean}>} */
  pointers = new Map()
  dragged = false
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  wheelTimer = undefined

  /**
   * @param {HTMLElement} element that gets the pointer
   * @param {{onChange(interacting: boolean): void, onEnd(): void}} events
   */
  constructor(element, events) {
    this.element = element
    this.events = events
    this.camera = new THREE.PerspectiveCamera(FOV, 1, 0.1, 1000)
    this.target = new THREE.Vector3()
    this.direction = new THREE.Vector3(0, -1, 0) // from the target to the eye
    this.up = new THREE.Vector3(0, 0, 1)
    this.distance = 30
    this.radius = 10
    this.moved = false // by hand, so that a resize no longer refits
    this.free = {wide: 1, tall: 1}
    this.flight = 0
    this.abort = new AbortController()
    const {signal} = this.abort
    element.addEventListener("pointerdown", (e) => this.#down(e), {signal})
    element.addEventListener("pointermove", (e) => this.#move(e), {signal})
    element.addEventListener("pointerup", (e) => this.#up(e), {signal})
    element.addEventListener("pointercancel", (e) => this.#up(e), {signal})
    element.addEventListener("lostpointercapture", (e) => this.#up(e), {signal})
    element.addEventListener("wheel", (e) => this.#wheel(e), {signal, passive: false})
    element.addEventListener("contextmenu", (e) => e.preventDefault(), {signal})
    element.style.touchAction = "none"
  }

  dispose() {
    this.abort.abort()
    cancelAnimationFrame(this.flight)
    clearTimeout(this.wheelTimer)
  }

  /** @param {PointerEvent} e */
  #down(e) {
    cancelAnimationFrame(this.flight)
    this.element.setPointerCapture(e.pointerId)
    this.pointers.set(e.pointerId, {x: e.clientX, y: e.clientY, pan: e.button === 2 || e.button === 1 || e.shiftKey || e.ctrlKey})
  }

  /** @param {PointerEvent} e */
  #up(e) {
    if (!this.pointers.delete(e.pointerId)) return
    if (!this.pointers.size && this.dragged) { this.dragged = false; this.events.onEnd() }
  }

  /** @param {PointerEvent} e */
  #move(e) {
    const old = this.pointers.get(e.pointerId)
    if (!old) return
    const dx = e.clientX - old.x, dy = e.clientY - old.y
    if (!dx && !dy) return
    if (this.pointers.size === 1) {
      if (old.pan) this.#pan(dx, dy)
      else this.#turn(dx, dy)
    } else {
      const other = [...this.pointers].find(([id]) => id !== e.pointerId)?.[1] ?? old
      const before = Math.hypot(old.x - other.x, old.y - other.y), after = Math.hypot(e.clientX - other.x, e.clientY - other.y)
      this.#zoom(before / Math.max(after, 1))
      this.#pan(dx / 2, dy / 2)
    }
    old.x = e.clientX
    old.y = e.clientY
    this.dragged = this.moved = true
    this.events.onChange(true)
  }

  /** @param {WheelEvent} e */
  #wheel(e) {
    e.preventDefault()
    this.#zoom(Math.exp(e.deltaY * (e.deltaMode === 1 ? 0.03 : e.ctrlKey ? 0.008 : 0.0012)))
    this.moved = true
    this.events.onChange(true)
    clearTimeout(this.wheelTimer)
    this.wheelTimer = setTimeout(() => this.events.onEnd(), 200)
  }

  #right() { return new THREE.Vector3().crossVectors(this.up, this.direction).normalize() }

  /**
   * @param {number} dx px
   * @param {number} dy px
   */
  #turn(dx, dy) {
    const perPixel = Math.PI / Math.max(240, this.element.clientHeight)
    const right = this.#right()
    const turn = new THREE.Quaternion().setFromAxisAngle(this.up, -dx * perPixel)
      .multiply(new THREE.Quaternion().setFromAxisAngle(right, -dy * perPixel))
    this.direction.applyQuaternion(turn).normalize()
    this.up.applyQuaternion(turn)
    this.#square()
  }

  #square() { this.up.addScaledVector(this.direction, -this.up.dot(this.direction)).normalize() }

  /**
   * @param {number} dx px
   * @param {number} dy px
   */
  #pan(dx, dy) {
    const perPixel = 2 * this.distance * Math.tan(THREE.MathUtils.degToRad(FOV / 2)) / Math.max(1, this.element.clientHeight)
    this.target.addScaledVector(this.#right(), -dx * perPixel).addScaledVector(this.up, dy * perPixel)
  }

  /** @param {number} factor */
  #zoom(factor) {
    this.distance = THREE.MathUtils.clamp(this.distance * factor, 0.15 * this.radius, 12 * this.radius)
  }

  /** Write the state into the three.js camera. */
  apply() {
    const {camera} = this
    camera.position.copy(this.target).addScaledVector(this.direction, this.distance)
    camera.up.copy(this.up)
    camera.lookAt(this.target)
    const reach = this.radius + this.target.distanceTo(this.centre)
    camera.near = Math.max(this.distance / 200, this.distance - 1.6 * reach)
    camera.far = this.distance + 2 * reach
    camera.updateProjectionMatrix()
    camera.updateMatrixWorld()
  }

  /**
   * @param {number} width px
   * @param {number} height px
   * @param {number[]} padding px at the top, right, bottom and left that other things lie over
   */
  resize(width, height, padding) {
    const {camera} = this
    const [top, right, bottom, left] = padding
    camera.aspect = width / height
    camera.setViewOffset(width, height, (right - left) / 2, (bottom - top) / 2, width, height)
    // shares of the picture that stay free
    this.free = {wide: Math.max(0.3, 1 - (left + right) / width), tall: Math.max(0.3, 1 - (top + bottom) / height)}
    if (this.cell && !this.moved) this.distance = this.#fitting(this.direction, this.up)
  }

  /**
   * What has to be seen.
   * @param {THREE.Matrix4} cell fractional to Cartesian
   * @param {number} cells along each axis
   * @param {number} margin Å around the cell
   */
  frame(cell, cells, margin) {
    this.cell = cell
    this.margin = margin
    this.bounds = []
    for (const a of [0, cells]) for (const b of [0, cells]) for (const c of [0, cells]) this.bounds.push(vector([a, b, c]).applyMatrix4(cell))
    this.centre = vector([cells / 2, cells / 2, cells / 2]).applyMatrix4(cell)
    this.radius = margin + Math.max(...this.bounds.map((p) => p.distanceTo(this.centre)))
  }

  /**
   * Distance at which the whole cell is in view.
   * @param {THREE.Vector3} direction
   * @param {THREE.Vector3} up
   */
  #fitting(direction, up) {
    const right = new THREE.Vector3().crossVectors(up, direction).normalize()
    const half = Math.tan(THREE.MathUtils.degToRad(FOV / 2)) * 0.94
    const tall = half * this.free.tall, wide = half * this.camera.aspect * this.free.wide
    return Math.max(...this.bounds.map((corner) => {
      const p = corner.clone().sub(this.centre)
      return p.dot(direction) + Math.max((Math.abs(p.dot(right)) + this.margin) / wide, (Math.abs(p.dot(up)) + this.margin) / tall)
    }))
  }

  /**
   * Where a named view looks from.
   * @param {string} name
   * @param {THREE.Matrix4} cell
   */
  #view(name, cell) {
    const e = cell.elements
    /** @type {Record<string, THREE.Vector3>} */
    const axes = {a: vector(e.slice(0, 3)), b: vector(e.slice(4, 7)), c: vector(e.slice(8, 11))}
    /** @type {Record<string, THREE.Vector3>} */
    const reciprocal = {
      "a*": new THREE.Vector3().crossVectors(axes.b, axes.c),
      "b*": new THREE.Vector3().crossVectors(axes.c, axes.a),
      "c*": new THREE.Vector3().crossVectors(axes.a, axes.b),
    }
    const hand = Math.sign(axes.a.dot(reciprocal["a*"])) || 1
    for (const v of Object.values(reciprocal)) v.multiplyScalar(hand).normalize()
    for (const v of Object.values(axes)) v.normalize()
    /** @type {Record<string, THREE.Vector3>} */
    const upOf = {a: axes.c, b: axes.c, c: axes.b, "a*": axes.c, "b*": axes.c, "c*": axes.b}
    if (name in upOf) return {direction: (axes[name] ?? reciprocal[name]).clone(), up: upOf[name].clone()}
    const direction = reciprocal["a*"].clone().addScaledVector(axes.b, 0.42).addScaledVector(axes.c, 0.34).normalize()
    return {direction, up: axes.c.clone()}
  }

  /**
   * Turn to a view; the whole cell is in view afterwards.
   * @param {string} name "a", "b", "c", "a*", "b*", "c*" or "reset"
   * @param {{fly?: boolean}} options
   */
  look(name, {fly = true} = {}) {
    if (!this.cell) return
    const {direction, up} = this.#view(name, this.cell)
    up.addScaledVector(direction, -up.dot(direction)).normalize()
    this.moved = name !== "reset"
    this.#go({target: this.centre.clone(), direction, up, distance: this.#fitting(direction, up)}, fly)
  }

  /**
   * Fly to a Cartesian point, as near as its neighbourhood needs, turning no more than it takes to see it.
   * @param {THREE.Vector3} point
   * @param {{position: THREE.Vector3, radius: number}[]} balls what may stand in the way
   */
  focus(point, balls = []) {
    this.moved = true
    const near = Math.min(this.distance, 4.5 / Math.tan(THREE.MathUtils.degToRad(FOV / 2)))
    const direction = this.#clearest(point, balls, near)
    const up = this.up.clone().addScaledVector(direction, -this.up.dot(direction))
    if (up.lengthSq() < 1e-3) up.crossVectors(direction, new THREE.Vector3(1, 0.3, 0))
    this.#go({target: point, direction, up: up.normalize(), distance: near}, true)
  }

  /**
   * The direction, among some spread over the sphere, from which the least stands before a point; near the present one.
   * @param {THREE.Vector3} point
   * @param {{position: THREE.Vector3, radius: number}[]} balls
   * @param {number} distance
   */
  #clearest(point, balls, distance) {
    const before = balls.map(({position, radius}) => ({from: position.clone().sub(point), radius}))
    const hidden = (/** @type {THREE.Vector3} */ direction) => before.reduce((sum, {from, radius}) => {
      const along = from.dot(direction)
      if (along <= 0 || along > distance) return sum
      const beside = Math.sqrt(Math.max(0, from.lengthSq() - along * along)) * distance / (distance - 0.8 * along)
      return sum + Math.max(0, 1 - beside / (radius + 0.9)) // 0.9 Å: the neighbours should be seen too
    }, 0)
    let best = this.direction.clone(), least = hidden(best)
    for (let i = 0; i < SPREAD; i++) {
      const z = 1 - 2 * (i + 0.5) / SPREAD, turn = i * Math.PI * (3 - Math.sqrt(5)), r = Math.sqrt(1 - z * z)
      const direction = new THREE.Vector3(r * Math.cos(turn), r * Math.sin(turn), z)
      const cost = hidden(direction) + 0.35 * direction.angleTo(this.direction)
      if (cost < least) { least = cost; best = direction }
    }
    return best
  }

  /**
   * @param {{target: THREE.Vector3, direction: THREE.Vector3, up: THREE.Vector3, distance: number}} to
   * @param {boolean} fly
   */
  #go(to, fly) {
    cancelAnimationFrame(this.flight)
    const quiet = matchMedia("(prefers-reduced-motion: reduce)").matches
    if (!fly || quiet) {
      this.target.copy(to.target); this.direction.copy(to.direction); this.up.copy(to.up); this.distance = to.distance
      this.#square()
      this.events.onChange(false)
      if (fly) this.events.onEnd()
      return
    }
    const frame = (/** @type {THREE.Vector3} */ direction, /** @type {THREE.Vector3} */ up) => new THREE.Quaternion().setFromRotationMatrix(
      new THREE.Matrix4().makeBasis(new THREE.Vector3().crossVectors(up, direction).normalize(), up, direction))
    const from = {target: this.target.clone(), distance: this.distance, turn: frame(this.direction, this.up)}
    const end = frame(to.direction, to.up)
    const start = performance.now()
    const step = (/** @type {number} */ now) => {
      const t = Math.min(1, Math.max(0, (now - start) / FLIGHT)), s = t * t * (3 - 2 * t)
      const turn = from.turn.clone().slerp(end, s)
      this.direction.set(0, 0, 1).applyQuaternion(turn)
      this.up.set(0, 1, 0).applyQuaternion(turn)
      this.target.lerpVectors(from.target, to.target, s)
      this.distance = from.distance + (to.distance - from.distance) * s
      this.events.onChange(t < 1)
      if (t < 1) this.flight = requestAnimationFrame(step)
      else this.events.onEnd()
    }
    this.flight = requestAnimationFrame(step)
  }

  /**
   * State as plain values; the target is fractional, so that it survives a rescaled cell.
   * @type {CameraState}
   */
  get state() {
    const target = this.cell ? this.target.clone().applyMatrix4(this.cell.clone().invert()) : this.target
    const round = (/** @type {THREE.Vector3} */ v) => v.toArray().map((x) => Math.round(x * 1e5) / 1e5)
    return {target: round(target), direction: round(this.direction), up: round(this.up), distance: Math.round(this.distance * 1e3) / 1e3}
  }

  set state(state) {
    if (!state?.direction || !this.cell) return
    cancelAnimationFrame(this.flight)
    this.target.copy(vector(state.target)).applyMatrix4(this.cell)
    this.direction.copy(vector(state.direction)).normalize()
    this.up.copy(vector(state.up))
    this.#square()
    this.distance = state.distance
    this.moved = true
    this.events.onChange(false)
  }
}
