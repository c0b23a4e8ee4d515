// The isosurface on the GPU: translucent in the right order, capped where the cell cuts it.
import * as THREE from "three"
import {coarser} from "./field.js"
import {Isosurface, joinedTo} from "./isosurface.js"
import {capMaterial, surfaceMaterial} from "./shading.js"
import {cellMatrix} from "./crystal.js"

/** @import {Field} from "./field.js" */
/** @import {Shared} from "./shading.js" */
/** @import {GridData, Options} from "./types.js" */

const MODES = {plain: 0, energy: 1, region: 2}
const FAR_CAP = 1, NEAR_CAP = 5 // order of drawing
const COARSENESS = [1, 2, 3.2]
export const ENERGY_SPAN = 2 // eV at the far end of the colour ramp

/**
 * A quad on each of the two faces across an axis, facing outwards, in fractional coordinates of the region shown.
 * @param {number} axis
 */
function faces(axis) {
  const u = (axis + 1) % 3, v = (axis + 2) % 3
  const positions = [], normals = [], uvs = []
  for (const side of [0, 1]) {
    const loop = side ? [[0, 0], [1, 0], [1, 1], [0, 0], [1, 1], [0, 1]] : [[0, 0], [1, 1], [1, 0], [0, 0], [0, 1], [1, 1]]
    for (const [s, t] of loop) {
      const p = [0, 0, 0], n = [0, 0, 0]
      p[axis] = side
      p[u] = s
      p[v] = t
      n[axis] = side ? 1 : -1
      positions.push(...p)
      normals.push(...n)
      uvs.push(s, t)
    }
  }
  const geometry = new THREE.BufferGeometry()
  geometry.setAttribute("position", new THREE.Float32BufferAttribute(positions, 3))
  geometry.setAttribute("normal", new THREE.Float32BufferAttribute(normals, 3))
  geometry.setAttribute("uv", new THREE.Float32BufferAttribute(uvs, 2))
  return geometry
}

/** @typedef {{mesh: THREE.Mesh<THREE.BufferGeometry, THREE.ShaderMaterial>, texture: THREE.DataTexture, u: number, v: number, size: number[], stride: number[]}} Cap */

export class SurfaceView {
  /** @type {Cap[]} */
  capMeshes = []
  /** @type {Field | null} */
  field = null
  /** @type {(Isosurface | undefined)[]} by level of detail */
  levels = []
  /** @type {Isosurface | null} */
  current = null
  /** @type {number[][]} */
  seeds = []
  caps = true
  solid = false
  regions = false

  /** @param {Shared} shared */
  constructor(shared) {
    this.shared = shared
    this.group = new THREE.Group()
    this.group.matrixAutoUpdate = false
    this.own = {
      color: {value: new THREE.Color()},
      otherColor: {value: new THREE.Color()},
      opacity: {value: 0.8},
      mode: {value: 0},
      energy: {value: 0},
      level: {value: 0},
      energySpan: {value: ENERGY_SPAN},
      capOpacity: {value: 0.9},
    }
    this.geometry = new THREE.BufferGeometry()
    const front = surfaceMaterial(shared, this.own, false)
    const mask = surfaceMaterial(shared, this.own, false) // the same program, so the same depths
    mask.colorWrite = false
    const mesh = (/** @type {THREE.ShaderMaterial} */ material, /** @type {number} */ order) => {
      const m = new THREE.Mesh(this.geometry, material)
      m.renderOrder = order
      m.frustumCulled = false
      this.group.add(m)
      return m
    }
    this.back = mesh(surfaceMaterial(shared, this.own, true), 2)
    this.mask = mesh(mask, 3)
    this.front = mesh(front, 4)
    this.vertexRoom = 0
    this.indexRoom = 0
  }

  /**
   * Take a field, or null for none.
   * @param {Field | null} field
   */
  setField(field) {
    this.field = field
    this.levels = []
    this.#dropCaps()
    this.group.visible = Boolean(field)
    if (!field) return
    this.group.matrix.copy(cellMatrix(field.cell, field.cells))
    this.group.matrixWorldNeedsUpdate = true
    this.levels = [new Isosurface(field.grid)]
    this.#buildCaps(field)
  }

  /**
   * The field on a coarser grid, made when first asked for: most views never need the coarsest.
   * @param {Field} field
   * @param {number} lod
   */
  #contourer(field, lod) {
    return (this.levels[lod] ??= new Isosurface(coarser(field.grid, COARSENESS[lod])))
  }

  /** @param {Field} field */
  #buildCaps({grid, range: [low, high]}) {
    const size = [grid.nx, grid.ny, grid.nz]
    const step = (high - low) / 65535
    const stride = [1, grid.nx, grid.nx * grid.ny]
    for (let axis = 0; axis < 3; axis++) {
      const u = (axis + 1) % 3, v = (axis + 2) % 3
      const data = new Uint16Array(2 * size[u] * size[v])
      for (let t = 0, o = 0; t < size[v]; t++) for (let s = 0; s < size[u]; s++, o += 2) {
        data[o] = THREE.DataUtils.toHalfFloat(low + grid.data[t * stride[v] + s * stride[u]] * step)
      }
      const texture = new THREE.DataTexture(data, size[u], size[v], THREE.RGFormat, THREE.HalfFloatType)
      texture.minFilter = texture.magFilter = THREE.LinearFilter
      texture.unpackAlignment = 4
      texture.needsUpdate = true
      const geometry = faces(axis)
      for (const side of [THREE.BackSide, THREE.FrontSide]) {
        const material = capMaterial(this.shared, this.own, texture, [size[u], size[v]])
        material.side = side
        material.depthWrite = side === THREE.FrontSide
        // the surface ends exactly in the face: keep the face behind it
        material.polygonOffset = true
        material.polygonOffsetFactor = material.polygonOffsetUnits = 1
        const mesh = new THREE.Mesh(geometry, material)
        mesh.renderOrder = side === THREE.BackSide ? FAR_CAP : NEAR_CAP
        mesh.frustumCulled = false
        this.capMeshes.push({mesh, texture, u, v, size, stride})
        this.group.add(mesh)
      }
    }
  }

  #dropCaps() {
    for (const {mesh, texture} of this.capMeshes) {
      this.group.remove(mesh)
      mesh.geometry.dispose()
      mesh.material.dispose()
      texture.dispose()
    }
    this.capMeshes = []
  }

  /**
   * Sites of the mobile ions, fractional in one cell: what "region" colours by.
   * @param {number[][]} sites
   */
  setSeeds(sites) { this.seeds = sites }

  /** @param {{color: string, otherColor: string, opacity: number, colourBy: Options["colourBy"], caps: boolean}} style */
  style({color, otherColor, opacity, colourBy, caps}) {
    this.own.color.value.set(color)
    this.own.otherColor.value.set(otherColor)
    this.own.opacity.value = opacity
    this.own.capOpacity.value = Math.min(1, opacity * 0.9 + 0.12)
    this.own.mode.value = MODES[colourBy]
    this.caps = caps
    this.solid = opacity > 0.985
    this.regions = colourBy === "region"
    for (const material of [this.front.material, this.mask.material, this.back.material]) {
      if (Boolean(material.defines.REGIONS) === this.regions) continue
      material.defines = this.regions ? {REGIONS: 1} : {}
      material.needsUpdate = true
    }
    this.passes(false)
  }

  /**
   * Which passes to draw.
   * @param {boolean} lean the near side only
   */
  passes(lean) {
    this.mask.visible = !this.solid && !lean
    this.back.visible = !(this.solid && this.caps) && !(lean && this.caps)
    for (const {mesh} of this.capMeshes) mesh.visible = this.caps && !(lean && mesh.renderOrder === FAR_CAP)
  }

  /**
   * Contour at a level, on the grid of a level of detail.
   * @param {number} level eV
   * @param {number} lod 0 is full
   */
  contour(level, lod = 0) {
    const {field} = this
    if (!field) return
    const iso = this.#contourer(field, lod)
    const steps = field.toSteps(level)
    iso.run(steps)
    this.own.level.value = level
    this.own.energy.value = level / ENERGY_SPAN
    const joined = this.regions ? this.#joined(iso, steps, field.cells) : null
    this.#upload(iso, joined)
    if (joined && lod === 0) this.#capRegions(joined)
    this.current = iso
  }

  /**
   * Which grid points are joined to a site.
   * @param {Isosurface} iso
   * @param {number} steps
   * @param {number} cells
   */
  #joined(iso, steps, cells) {
    const seeds = []
    for (const site of this.seeds) {
      for (let a = 0; a < cells; a++) for (let b = 0; b < cells; b++) for (let c = 0; c < cells; c++) {
        const at = [site[0] + a, site[1] + b, site[2] + c].map((x, axis) => {
          const n = [iso.nx, iso.ny, iso.nz][axis] - 1
          return Math.round(x / cells * n) % n
        })
        seeds.push(this.#lowestNear(iso, at))
      }
    }
    return joinedTo(iso, steps, seeds)
  }

  /**
   * The lowest of the 27 points around a point: a site lies between grid points.
   * @param {GridData} grid
   * @param {number[]} point
   */
  #lowestNear({data, nx, ny, nz}, [i, j, k]) {
    let best = [i, j, k], low = Infinity
    for (let c = -1; c <= 1; c++) for (let b = -1; b <= 1; b++) for (let a = -1; a <= 1; a++) {
      const at = [(i + a + nx - 1) % (nx - 1), (j + b + ny - 1) % (ny - 1), (k + c + nz - 1) % (nz - 1)]
      const v = data[(at[2] * ny + at[1]) * nx + at[0]]
      if (v < low) { low = v; best = at }
    }
    return best
  }

  /** @param {Uint8Array} joined */
  #capRegions(joined) {
    const yes = THREE.DataUtils.toHalfFloat(1)
    for (const {mesh, texture, u, v, size, stride} of this.capMeshes) {
      if (mesh.renderOrder === NEAR_CAP) continue // shares its texture with the other side
      const data = /** @type {Uint16Array} */ (texture.image.data)
      for (let t = 0, o = 1; t < size[v]; t++) for (let s = 0; s < size[u]; s++, o += 2) data[o] = joined[t * stride[v] + s * stride[u]] ? yes : 0
      texture.needsUpdate = true
    }
  }

  /**
   * @param {Isosurface} iso
   * @param {Uint8Array | null} joined
   */
  #upload(iso, joined) {
    const {geometry} = this
    const {vertexCount: nv, indexCount: ni} = iso
    if (nv > this.vertexRoom || !geometry.attributes.position) {
      this.vertexRoom = Math.ceil(Math.max(1024, nv * 1.4))
      geometry.dispose()
      const attribute = (/** @type {THREE.TypedArray} */ array, /** @type {number} */ size, normalised = false) => new THREE.BufferAttribute(array, size, normalised).setUsage(THREE.DynamicDrawUsage)
      geometry.setAttribute("position", attribute(new Float32Array(3 * this.vertexRoom), 3))
      geometry.setAttribute("normal", attribute(new Int8Array(4 * this.vertexRoom), 4, true))
      geometry.setAttribute("region", attribute(new Uint8Array(4 * this.vertexRoom), 4))
    }
    if (ni > this.indexRoom || !geometry.index) {
      this.indexRoom = Math.ceil(Math.max(4096, ni * 1.4))
      geometry.setIndex(new THREE.BufferAttribute(new Uint32Array(this.indexRoom), 1).setUsage(THREE.DynamicDrawUsage))
    }
    /**
     * @param {THREE.BufferAttribute} attribute
     * @param {THREE.TypedArray} source
     * @param {number} n
     */
    const send = (attribute, source, n) => {
      attribute.array.set(source.subarray(0, n))
      attribute.clearUpdateRanges()
      attribute.addUpdateRange(0, n)
      attribute.needsUpdate = true
    }
    const {position, normal, region} = /** @type {Record<string, THREE.BufferAttribute>} */ (geometry.attributes)
    send(position, iso.positions, 3 * nv)
    send(normal, iso.normals, 4 * nv)
    if (geometry.index) send(geometry.index, iso.indices, ni)
    if (joined) {
      for (let i = 0; i < nv; i++) region.array[4 * i] = joined[iso.inner[i]]
      region.clearUpdateRanges()
      region.addUpdateRange(0, 4 * nv)
      region.needsUpdate = true
    }
    geometry.setDrawRange(0, ni)
  }

  dispose() {
    this.#dropCaps()
    this.geometry.dispose()
    for (const mesh of [this.back, this.mask, this.front]) mesh.material.dispose()
  }
}
