// The viewer without any framework: createScene(el, options) puts it into an element and returns a handle.
import * as THREE from "three"
import {TrackballCamera} from "./camera.js"
import {CrystalView, cellMatrix, ringColour} from "./crystal.js"
import {unpackField} from "./field.js"
import {html} from "./dom.js"
import {Overlay} from "./overlay.js"
import {PathView} from "./path.js"
import {PlaneView} from "./plane.js"
import {Quality} from "./quality.js"
import {sharedUniforms} from "./shading.js"
import {ENERGY_SPAN, SurfaceView} from "./surface.js"
import {context2d} from "./text.js"
import {theme as themeOf} from "./theme.js"
import {Triad} from "./triad.js"

THREE.ColorManagement.enabled = false // the shaders of shading.js convert for themselves

const IDLE = 250 // ms after the last movement until full quality
const FINEST = 1200 // ms until edges are smoothed by supersampling
const PATIENCE = 700 // ms that four times a frame's cost may come to; the page itself never waits for it

/** @import {Image, Neighbour} from "./crystal.js" */
/** @import {Field} from "./field.js" */
/** @import {CameraState, Options} from "./types.js" */

/** @type {Options} */
const DEFAULTS = {
  blob: null, scene: null, level: 0.5, cells: 1, opacity: 0.8, colour: "", colourBy: "plain", caps: true, dark: false,
  showAtoms: true, showBonds: true, showCell: true, showLegend: true, path: {}, plane: {}, marker: null, highlight: [], surroundings: {}, camera: null,
  padding: [0, 0, 0, 0],
}

/** Whether the browser can draw, and whether a processor draws in place of a GPU. */
function probe() {
  const gl = document.createElement("canvas").getContext("webgl2")
  if (!gl) return null
  const info = gl.getExtension("WEBGL_debug_renderer_info")
  const name = String(gl.getParameter(info ? info.UNMASKED_RENDERER_WEBGL : gl.RENDERER))
  gl.getExtension("WEBGL_lose_context")?.loseContext()
  return {software: /swiftshader|llvmpipe|software|basic render/i.test(name)}
}

/**
 * What a viewer tells its listeners.
 * @typedef {object} Events
 * @property {[state: CameraState]} camera after a movement
 * @property {[index: number | null, fractional: number[], image: Image | null]} pick the atom that was clicked, and which image of it
 * @property {[fraction: number | null]} path the place on the path under the pointer
 */

/** The handle of a viewer in a browser without WebGL 2: it shows a message. */
class NoViewer {
  webgl = false

  /**
   * @param {HTMLElement} el
   * @param {boolean} dark
   */
  constructor(el, dark) {
    this.overlay = new Overlay(el)
    this.overlay.theme(themeOf(dark))
    this.overlay.showMessage("This browser has no WebGL 2, so the live 3-D view cannot be drawn here.")
  }

  on() {}

  set() {}

  look() {}

  focus() {}

  async savePNG() {}

  dispose() { this.overlay.root.remove() }
}

class Viewer {
  webgl = true
  /** @type {{[E in keyof Events]: ((...values: Events[E]) => void)[]}} */
  #listeners = {camera: [], pick: [], path: []}
  #options = {...DEFAULTS}
  #frame = 0
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #idleTimer = undefined
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #fineTimer = undefined
  #moving = false
  #stale = {contour: false}
  #alive = true
  #onPath = false
  #learning = false
  /** Whether there is a crystal or a field. */
  #known = false
  #sized = ""
  caster = new THREE.Raycaster()
  /** @type {Field | null} */
  field = null
  /** @type {number[][]} */
  cell = []
  cellsShown = 1
  width = 0
  height = 0
  /** Pixels per CSS pixel. */
  ratio = 0
  /** Level of detail of the surface that is shown. */
  lodShown = 0
  /**
   * Cost of a frame at rest with four samples a pixel, ms.
   * @type {number | undefined}
   */
  fineCost = undefined
  /**
   * The atom that was clicked, and its neighbours.
   * @type {Image | null}
   */
  picked = null
  /** @type {Neighbour[]} */
  neighbours = []

  /**
   * @param {HTMLElement} el
   * @param {Partial<Options>} options
   * @param {boolean} software whether there is no GPU
   */
  constructor(el, options, software) {
    this.overlay = new Overlay(el)
    this.theme = themeOf(Boolean(options.dark))
    const canvas = html("canvas", {role: "img"})
    this.canvas = canvas
    this.overlay.root.prepend(canvas)
    this.renderer = new THREE.WebGLRenderer({canvas, antialias: !software, powerPreference: "high-performance"})
    this.renderer.outputColorSpace = THREE.LinearSRGBColorSpace
    this.software = software
    this.quality = new Quality(software)
    this.world = new THREE.Scene()
    this.shared = sharedUniforms()
    this.crystal = new CrystalView(this.shared)
    this.surface = new SurfaceView(this.shared)
    this.path = new PathView(this.shared)
    this.plane = new PlaneView()
    this.triad = new Triad()
    this.world.add(this.crystal.group, this.surface.group, this.path.group, this.plane.group)
    this.view = new TrackballCamera(canvas, {
      onChange: (interacting) => { this.overlay.hideTip(); if (interacting) this.#move(); this.#draw() },
      onEnd: () => this.#emit("camera", this.view.state),
    })
    this.#watchPointer()
    this.resizes = new ResizeObserver(() => this.#resize())
    this.resizes.observe(this.overlay.root)
    canvas.addEventListener("webglcontextlost", (e) => { e.preventDefault() })
    canvas.addEventListener("webglcontextrestored", () => this.#draw())
    this.#resize()
    this.set({...DEFAULTS, ...options})
  }

  /**
   * @template {keyof Events} E
   * @param {E} event
   * @param {(...values: Events[E]) => void} listener
   */
  on(event, listener) { this.#listeners[event].push(listener) }

  /**
   * @template {keyof Events} E
   * @param {E} event
   * @param {Events[E]} values
   */
  #emit(event, ...values) { for (const listener of this.#listeners[event]) listener(...values) }

  get options() { return {...this.#options} }

  /**
   * Change any of the options; only what depends on them is made anew.
   * @param {Partial<Options>} changes
   */
  set(changes) {
    if (!this.#alive) return
    const o = Object.assign(this.#options, changes)
    const changed = (/** @type {(keyof Options)[]} */ ...names) => names.some((name) => name in changes)
    const previousCell = JSON.stringify([this.cell, this.cellsShown])
    if (changed("dark")) {
      this.theme = themeOf(o.dark)
      this.overlay.theme(this.theme)
      this.shared.paper.value.set(this.theme.paper)
      this.renderer.setClearColor(this.theme.paper, 1)
    }
    if (changed("blob")) {
      this.field = o.blob?.byteLength ? unpackField(o.blob) : null
      this.surface.setField(this.field)
      this.quality.forget()
    }
    this.cell = o.scene?.cell ?? this.field?.cell ?? [[1, 0, 0], [0, 1, 0], [0, 0, 1]]
    // the field knows how many cells it fills: atoms follow it, whichever of the two arrives first
    this.cellsShown = this.field?.cells ?? o.cells
    if (changed("padding") && this.width) this.view.resize(this.width, this.height, o.padding)
    const moved = JSON.stringify([this.cell, this.cellsShown]) !== previousCell
    if (changed("scene", "dark") || moved) this.#buildCrystal()
    if (changed("scene", "blob")) this.surface.setSeeds((o.scene?.atoms ?? []).filter((atom) => atom.mobile).map((atom) => atom.fractional))
    if (changed("path", "dark", "scene") || moved) this.path.build(o.path, cellMatrix(this.cell), this.theme)
    if (changed("path") && !changed("marker")) o.marker = null // it was that of another path
    if (changed("plane", "dark", "scene") || moved) this.plane.build(o.plane, cellMatrix(this.cell), this.theme)
    if (changed("highlight", "scene", "dark") || moved) this.crystal.highlight(o.highlight ?? [], this.theme)
    if (changed("surroundings", "scene", "dark") || moved) this.crystal.surround(o.surroundings ?? {}, this.theme)
    if (moved) {
      this.view.frame(cellMatrix(this.cell), this.cellsShown, 0.7)
      this.view.look("reset", {fly: false})
    }
    // a camera that came before its crystal (from a link) waits for it
    const known = Boolean(o.scene?.cell || this.field)
    if (o.camera?.direction && (changed("camera") || (known && !this.#known))) this.view.state = o.camera
    this.#known = known
    if (changed("level", "blob", "scene", "colourBy")) this.#stale.contour = true
    if (changed("level")) this.#move()
    this.#style()
    this.path.setLevel(o.level)
    this.path.setMarker(o.marker)
    this.#describe()
    this.#draw()
  }

  #buildCrystal() {
    const {scene} = this.#options
    this.picked = null
    this.crystal.showNeighbours(null, this.theme)
    this.crystal.build(scene?.cell ? scene : {cell: this.cell, atoms: [], bonds: []}, this.cellsShown, this.theme)
    this.triad.shared.paper.value.set(this.theme.paper)
    this.triad.build(cellMatrix(this.cell), this.theme)
    this.overlay.setLegend(scene?.legend ?? [], (colour) => ringColour(colour, this.theme))
  }

  #style() {
    const o = this.#options
    this.surface.style({
      color: o.colour || this.theme.surface, otherColor: this.theme.other, opacity: o.opacity, colourBy: o.colourBy, caps: o.caps,
    })
    this.crystal.atoms.visible = this.crystal.rings.visible = o.showAtoms
    this.crystal.neighbours.visible = this.crystal.surroundings.visible = o.showAtoms
    this.crystal.bonds.visible = o.showBonds
    this.crystal.cell.visible = o.showCell
    this.overlay.legend.hidden = !(o.showLegend && o.showAtoms)
    this.overlay.setRamp(o.colourBy === "energy" && Boolean(this.field), ENERGY_SPAN)
  }

  #describe() {
    const {scene, level} = this.#options
    const what = scene?.formula ? `crystal structure of ${scene.formula}` : "unit cell"
    const surface = this.field ? ` with the isosurface of the energy at ${level.toFixed(3)} electronvolts` : ""
    this.canvas.setAttribute("aria-label", `3-D view: ${what}${surface}. Drag to turn, wheel to zoom, shift and drag to pan.`)
  }

  #resize() {
    const {clientWidth: width, clientHeight: height} = this.overlay.root
    if (!width || !height || (width === this.width && height === this.height)) return
    this.width = width
    this.height = height
    this.view.resize(width, height, this.#options.padding)
    this.quality.forget()
    this.fineCost = undefined
    this.#ratio(this.#screen())
    this.#draw(true) // at once: a resized canvas is blank until drawn
  }

  #screen() { return Math.min(2, window.devicePixelRatio || 1) }

  /** @param {number} ratio pixels per CSS pixel */
  #ratio(ratio) {
    if (this.ratio === ratio && this.#sized === `${this.width}x${this.height}`) return
    this.ratio = ratio
    this.#sized = `${this.width}x${this.height}`
    this.renderer.setPixelRatio(ratio)
    this.renderer.setSize(this.width, this.height, false)
  }

  /** Something moves: coarser pictures until it rests. */
  #move() {
    this.#moving = true
    clearTimeout(this.#idleTimer)
    this.#idleTimer = setTimeout(() => this.#rest(), IDLE)
  }

  #rest() {
    this.#moving = false
    if (this.lodShown) this.#stale.contour = true
    this.#draw()
  }

  #draw(now = false) {
    if (!this.#alive || !this.width) return
    if (now) {
      cancelAnimationFrame(this.#frame)
      this.#frame = 0
      this.#render()
    } else if (!this.#frame) {
      this.#frame = requestAnimationFrame(() => { this.#frame = 0; this.#render() })
    }
  }

  /** @param {number} [ratio] pixels per CSS pixel; by default as fine as there is time for */
  #render(ratio) {
    const start = performance.now()
    const moving = this.#moving
    const {lod, ratio: share, lean} = moving ? this.quality.current : {lod: 0, ratio: 1, lean: false}
    this.#ratio(ratio ?? this.#screen() * share)
    if (this.#stale.contour) {
      this.surface.contour(this.#options.level, lod)
      this.lodShown = this.field ? lod : 0
      this.#stale.contour = false
    }
    this.surface.passes(lean)
    this.#paint()
    if (moving) this.#learn(start)
    else if (ratio === undefined) this.#refine(start)
  }

  #paint() {
    const {view, renderer} = this
    view.apply()
    const reach = view.radius + view.target.distanceTo(view.centre)
    this.shared.depthRange.value.set(view.distance - reach * 0.6, view.distance + reach * 1.25)
    renderer.setViewport(0, 0, this.width, this.height)
    renderer.render(this.world, view.camera)
    if (this.#options.showCell) this.triad.render(renderer, view, this.height)
  }

  /**
   * Call back when the GPU has finished what it was given, without blocking the page.
   * @param {() => void} callback
   */
  #whenDrawn(callback) {
    const gl = /** @type {WebGL2RenderingContext} */ (this.renderer.getContext())
    const fence = gl.fenceSync(gl.SYNC_GPU_COMMANDS_COMPLETE, 0)
    if (!fence) return
    gl.flush()
    const poll = () => {
      if (!this.#alive) return
      const status = gl.clientWaitSync(fence, 0, 0)
      if (status === gl.TIMEOUT_EXPIRED) { setTimeout(poll, 2); return }
      gl.deleteSync(fence)
      callback()
    }
    setTimeout(poll, 1)
  }

  /** @param {number} start ms */
  #learn(start) {
    if (this.#learning) return
    this.#learning = true
    this.#whenDrawn(() => { this.#learning = false; this.quality.learn(performance.now() - start) })
  }

  /**
   * At rest: once more with four samples a pixel, where that takes no longer than a person would notice.
   * @param {number} start ms
   */
  #refine(start) {
    clearTimeout(this.#fineTimer)
    const screen = this.#screen()
    if (screen >= 2) return
    const wait = () => {
      this.#fineTimer = setTimeout(() => {
        if (this.#alive && !this.#moving && (this.fineCost ?? Infinity) < PATIENCE) this.#render(2 * screen)
      }, FINEST - IDLE)
    }
    // the first frame compiles shaders: the cheapest seen is the one to go by
    this.#whenDrawn(() => { this.fineCost = Math.min(this.fineCost ?? Infinity, 4 * (performance.now() - start)); wait() })
  }

  #watchPointer() {
    const {canvas} = this
    /** @type {{x: number, y: number} | null} */
    let press = null
    /** @type {PointerEvent} */
    let last
    let pending = 0
    canvas.addEventListener("pointerdown", (e) => { press = {x: e.clientX, y: e.clientY} })
    canvas.addEventListener("pointermove", (e) => {
      last = e
      if (e.buttons || pending) return
      pending = requestAnimationFrame(() => { pending = 0; if (this.#alive) this.#hover(last) })
    })
    canvas.addEventListener("pointerleave", () => { this.overlay.hideTip(); this.#pointAtPath(null) })
    canvas.addEventListener("pointerup", (e) => {
      if (press && Math.hypot(e.clientX - press.x, e.clientY - press.y) < 4 && e.button === 0) this.#pick(this.#under(e))
      press = null
    })
  }

  /**
   * The ray under the pointer.
   * @param {PointerEvent} e
   */
  #ray(e) {
    const box = this.canvas.getBoundingClientRect()
    const at = new THREE.Vector2(2 * (e.clientX - box.left) / box.width - 1, 1 - 2 * (e.clientY - box.top) / box.height)
    this.view.apply()
    this.caster.setFromCamera(at, this.view.camera)
    return this.caster.ray
  }

  /** @param {PointerEvent} e */
  #under(e) { return this.#options.showAtoms ? this.crystal.hit(this.#ray(e)) : null }

  /**
   * The pointer is on the path, or has left it: the marker is there, and whoever listens hears of it.
   * @param {number | null} fraction
   */
  #pointAtPath(fraction) {
    if (fraction === null && !this.#onPath) return
    this.#onPath = fraction !== null
    this.set({marker: fraction})
    this.#emit("path", fraction)
  }

  /** @param {PointerEvent} e */
  #hover(e) {
    const ray = this.#ray(e), path = this.path.hit(ray), box = this.canvas.getBoundingClientRect()
    let image = this.#under(e)
    if (path && image && path.along < image.position.clone().sub(ray.origin).dot(ray.direction)) image = null
    this.canvas.classList.toggle("over-atom", Boolean(image))
    this.#pointAtPath(path && !image ? path.fraction : null)
    if (!image) {
      if (path) this.overlay.showTip(e.clientX - box.left, e.clientY - box.top, `${path.energy.toFixed(3)} eV`, `${path.length.toFixed(2)} Å along the path`)
      else this.overlay.hideTip()
      return
    }
    const name = this.#options.scene?.legend?.find((entry) => entry.symbol === image.atom.symbol)?.name ?? ""
    const place = image.fractional.map((x) => x.toFixed(3)).join(", ")
    const angstrom = image.position.toArray().map((x) => x.toFixed(2)).join(", ")
    this.overlay.showTip(e.clientX - box.left, e.clientY - box.top,
      `${image.atom.symbol} ${image.atom.index}${image.atom.mobile ? ", mobile" : ""}`, `${name} · (${place}) · ${angstrom} Å`)
  }

  /** @param {Image | null} image */
  #pick(image) {
    const same = image && this.picked && image.number === this.picked.number && image.shift.join() === this.picked.shift.join()
    this.picked = same ? null : image
    this.neighbours = this.crystal.showNeighbours(this.picked, this.theme)
    this.#emit("pick", this.picked ? this.picked.atom.index : null, this.picked?.fractional ?? [], this.picked)
    this.#draw()
  }

  /**
   * Look along "a", "b", "c", "a*", "b*", "c*", or "reset".
   * @param {string} name
   */
  look(name) { this.view.look(name) }

  /**
   * Fly to a point.
   * @param {number[]} fractional
   */
  focus(fractional) {
    const atoms = this.#options.showAtoms ? this.crystal.drawn.map(({position, atom}) => ({position, radius: atom.radius})) : []
    this.view.focus(new THREE.Vector3().fromArray(fractional).applyMatrix4(cellMatrix(this.cell)), atoms)
  }

  /**
   * A picture, legend included.
   * @param {number} scale pixels per CSS pixel
   */
  async picture(scale = 2) {
    const before = this.ratio
    this.#ratio(scale)
    if (this.lodShown) { this.surface.contour(this.#options.level, 0); this.lodShown = 0 }
    this.surface.passes(false)
    this.#paint()
    const page = html("canvas", {width: this.canvas.width, height: this.canvas.height})
    const context = context2d(page)
    context.drawImage(this.canvas, 0, 0)
    if (this.#options.showLegend && this.#options.showAtoms) this.overlay.paintLegend(context, this.#options.scene?.legend ?? [], this.theme, scale)
    this.#ratio(before)
    this.#draw(true)
    return new Promise((/** @type {(picture: Blob) => void} */ resolve, reject) => {
      page.toBlob((picture) => picture ? resolve(picture) : reject(new Error("the browser made no picture")), "image/png")
    })
  }

  /**
   * Let the browser download a picture.
   * @param {string} filename
   * @param {number} scale pixels per CSS pixel
   */
  async savePNG(filename = "pesviz.png", scale = 2) {
    const url = URL.createObjectURL(await this.picture(scale))
    html("a", {href: url, download: filename}).click()
    setTimeout(() => URL.revokeObjectURL(url), 1000)
  }

  /** Numbers about what is drawn, for tests and benchmarks. */
  get statistics() {
    return {
      triangles: (this.surface.current?.indexCount ?? 0) / 3, atoms: this.crystal.drawn.length, lod: this.lodShown, ratio: this.ratio,
      step: this.quality.step, software: this.software, moving: this.#moving,
    }
  }

  /** Free everything, the GPU's context included, and leave the element empty. */
  dispose() {
    if (!this.#alive) return
    this.#alive = false
    cancelAnimationFrame(this.#frame)
    clearTimeout(this.#idleTimer)
    clearTimeout(this.#fineTimer)
    this.resizes.disconnect()
    for (const part of [this.view, this.crystal, this.surface, this.path, this.plane, this.triad]) part.dispose()
    this.renderer.dispose()
    this.renderer.forceContextLoss()
    this.overlay.root.remove()
  }
}

/**
 * Put a viewer into an element.
 * @param {HTMLElement} el
 * @param {Partial<Options>} options
 * @returns {Viewer | NoViewer}
 */
export function createScene(el, options = {}) {
  const able = probe()
  return able ? new Viewer(el, options, able.software) : new NoViewer(el, Boolean(options.dark))
}
