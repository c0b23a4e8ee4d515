// The viewer without any framework: createScene(el, options) puts it into an element and returns a handle.
import * as THREE from "three"
import {TrackballCamera} from "./camera.js"
import {CrystalView, cellMatrix, ringColour} from "./crystal.js"
import {unpackField} from "./field.js"
import {Overlay} from "./overlay.js"
import {PathView} from "./path.js"
import {PlaneView} from "./plane.js"
import {Quality} from "./quality.js"
import {sharedUniforms} from "./shading.js"
import {ENERGY_SPAN, SurfaceView} from "./surface.js"
import {theme as themeOf} from "./theme.js"
import {Triad} from "./triad.js"

THREE.ColorManagement.enabled = false // the shaders of shading.js convert for themselves

const IDLE = 250 // ms after the last movement until full quality
const FINEST = 1200 // ms until edges are smoothed by supersampling
const PATIENCE = 700 // ms that four times a frame's cost may come to; the page itself never waits for it

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

class Viewer {
  #listeners = {camera: [], pick: [], path: [], webgl: []}
  #options = {...DEFAULTS}
  #frame = 0
  #idleTimer = 0
  #moving = false
  #stale = {contour: false}
  #alive = true

  constructor(el, options) {
    this.overlay = new Overlay(el)
    this.theme = themeOf(Boolean(options.dark))
    this.overlay.theme(this.theme)
    const able = probe()
    this.webgl = Boolean(able)
    if (!able) {
      this.overlay.say("This browser has no WebGL 2, so the live 3-D view cannot be drawn here.")
      return
    }
    this.#start(able.software)
    this.set({...DEFAULTS, ...options})
  }

  #start(software) {
    const canvas = document.createElement("canvas")
    canvas.setAttribute("role", "img")
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
  }

  /** Listen: "camera" (state), "pick" (atom index or null, fractional coordinates of the image), "path" (fraction under the pointer or null). */
  on(event, listener) { this.#listeners[event].push(listener) }

  #emit(event, ...values) { for (const listener of this.#listeners[event]) listener(...values) }

  get options() { return {...this.#options} }

  /** Change any of the options; only what depends on them is made anew. */
  set(changes) {
    if (!this.webgl || !this.#alive) return
    const o = Object.assign(this.#options, changes)
    const changed = (...names) => names.some((name) => name in changes)
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
    if (o.camera?.direction && (changed("camera") || (known && !this.known))) this.view.state = o.camera
    this.known = known
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
    this.crystal.showNeighbours(null)
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

  #ratio(ratio) {
    if (this.ratio === ratio && this.sized === `${this.width}x${this.height}`) return
    this.ratio = ratio
    this.sized = `${this.width}x${this.height}`
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
    this.lastFrame = 0
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
    const reach = view.radius + view.target.distanceTo(view.centre ?? view.target)
    this.shared.depthRange.value.set(view.distance - reach * 0.6, view.distance + reach * 1.25)
    renderer.setViewport(0, 0, this.width, this.height)
    renderer.render(this.world, view.camera)
    if (this.#options.showCell) this.triad.render(renderer, view, this.height)
  }

  /** Call back when the GPU has finished what it was given, without blocking the page. */
  #whenDrawn(callback) {
    const gl = this.renderer.getContext()
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

  #learn(start) {
    if (this.learning) return
    this.learning = true
    this.#whenDrawn(() => { this.learning = false; this.quality.learn(performance.now() - start) })
  }

  /** At rest: once more with four samples a pixel, where that takes no longer than a person would notice. */
  #refine(start) {
    clearTimeout(this.fineTimer)
    const screen = this.#screen()
    if (screen >= 2) return
    const wait = () => {
      this.fineTimer = setTimeout(() => {
        if (this.#alive && !this.#moving && this.fineCost < PATIENCE) this.#render(2 * screen)
      }, FINEST - IDLE)
    }
    // the first frame compiles shaders: the cheapest seen is the one to go by
    this.#whenDrawn(() => { this.fineCost = Math.min(this.fineCost ?? Infinity, 4 * (performance.now() - start)); wait() })
  }

  #watchPointer() {
    const {canvas} = this
    let press = null, pending = 0, last = null
    canvas.addEventListener("pointerdown", (e) => { press = {x: e.clientX, y: e.clientY} })
    canvas.addEventListener("pointermove", (e) => {
      last = e
      if (e.buttons || pending) return
      pending = requestAnimationFrame(() => { pending = 0; if (this.#alive) this.#hover(last) })
    })
    canvas.addEventListener("pointerleave", () => { this.overlay.hideTip(); this.#onPath(null) })
    canvas.addEventListener("pointerup", (e) => {
      if (press && Math.hypot(e.clientX - press.x, e.clientY - press.y) < 4 && e.button === 0) this.#pick(this.#under(e))
      press = null
    })
  }

  /** The ray under the pointer. */
  #ray(e) {
    const box = this.canvas.getBoundingClientRect()
    const at = new THREE.Vector2(2 * (e.clientX - box.left) / box.width - 1, 1 - 2 * (e.clientY - box.top) / box.height)
    this.view.apply()
    this.caster ??= new THREE.Raycaster()
    this.caster.setFromCamera(at, this.view.camera)
    return this.caster.ray
  }

  #under(e) { return this.#options.showAtoms ? this.crystal.hit(this.#ray(e)) : null }

  /** The pointer is on the path, or has left it: the marker is there, and whoever listens hears of it. */
  #onPath(fraction) {
    if (fraction === null && !this.onPath) return
    this.onPath = fraction !== null
    this.set({marker: fraction})
    this.#emit("path", fraction)
  }

  #hover(e) {
    const path = this.path.hit(this.#ray(e)), box = this.canvas.getBoundingClientRect()
    let image = this.#under(e)
    if (path && image && path.along < image.position.clone().sub(this.caster.ray.origin).dot(this.caster.ray.direction)) image = null
    this.canvas.classList.toggle("over-atom", Boolean(image))
    this.#onPath(path && !image ? path.fraction : null)
    if (!image) {
      if (path) this.overlay.showTip(e.clientX - box.left, e.clientY - box.top, `${path.energy.toFixed(3)} eV`, `${path.length.toFixed(2)} Å along the path`)
      else this.overlay.hideTip()
      return
    }
    const name = this.#options.scene.legend?.find((entry) => entry.symbol === image.atom.symbol)?.name ?? ""
    const place = image.fractional.map((x) => x.toFixed(3)).join(", ")
    const angstrom = image.position.toArray().map((x) => x.toFixed(2)).join(", ")
    this.overlay.showTip(e.clientX - box.left, e.clientY - box.top,
      `${image.atom.symbol} ${image.atom.index}${image.atom.mobile ? ", mobile" : ""}`, `${name} · (${place}) · ${angstrom} Å`)
  }

  #pick(image) {
    const same = image && this.picked && image.number === this.picked.number && image.shift.join() === this.picked.shift.join()
    this.picked = same ? null : image
    this.neighbours = this.crystal.showNeighbours(this.picked, this.theme)
    this.#emit("pick", this.picked ? this.picked.atom.index : null, this.picked?.fractional ?? [])
    this.#draw()
  }

  /** Look along "a", "b", "c", "a*", "b*", "c*", or "reset". */
  look(name) { if (this.webgl) this.view.look(name) }

  /** Fly to a point in fractional coordinates. */
  focus(fractional) {
    if (!this.webgl) return
    const atoms = this.#options.showAtoms ? this.crystal.drawn.map(({position, atom}) => ({position, radius: atom.radius})) : []
    this.view.focus(new THREE.Vector3(...fractional).applyMatrix4(cellMatrix(this.cell)), atoms)
  }

  /** A picture as a Blob, `scale` pixels per CSS pixel, legend included. */
  async picture(scale = 2) {
    const before = this.ratio
    this.#ratio(scale)
    if (this.lodShown) { this.surface.contour(this.#options.level, 0); this.lodShown = 0 }
    this.surface.passes(false)
    this.#paint()
    const page = document.createElement("canvas")
    page.width = this.canvas.width
    page.height = this.canvas.height
    const context = page.getContext("2d")
    context.drawImage(this.canvas, 0, 0)
    if (this.#options.showLegend && this.#options.showAtoms) this.overlay.paintLegend(context, this.#options.scene?.legend ?? [], this.theme, scale)
    this.#ratio(before)
    this.#draw(true)
    return new Promise((resolve) => page.toBlob(resolve, "image/png"))
  }

  /** Let the browser download a picture. */
  async savePNG(filename = "pesviz.png", scale = 2) {
    if (!this.webgl) return
    const url = URL.createObjectURL(await this.picture(scale))
    const link = document.createElement("a")
    link.href = url
    link.download = filename
    link.click()
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
    if (this.webgl) {
      cancelAnimationFrame(this.#frame)
      clearTimeout(this.#idleTimer)
      clearTimeout(this.fineTimer)
      this.resizes.disconnect()
      for (const part of [this.view, this.crystal, this.surface, this.path, this.plane, this.triad]) part.dispose()
      this.renderer.dispose()
      this.renderer.forceContextLoss()
    }
    this.overlay.root.remove()
  }
}

/**
 * Put a viewer into an element.
 * @param {HTMLElement} el
 * @param {object} options see DEFAULTS; `blob` is what `pack_field` packs, `scene` what `scene_of` describes
 */
export function createScene(el, options = {}) {
  return new Viewer(el, options)
}
