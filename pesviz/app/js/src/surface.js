// The isosurface on the GPU: translucent in the right order, capped where the cell cuts it.
import * as THREE from "three"
import {coarser} from "./field.js"
import {Isosurface, joinedTo} from "./isosurface.js"
import {capMaterial, surfaceMaterial} from "./shading.js"
import {cellMatrix} from "./crystal.js"

const MODES = {plain: 0, energy: 1, region: 2}
const COARSENESS = [1, 2, 3.2]
export const ENERGY_SPAN = 2 // eV at the far end of the colour ramp

/** A quad on each of the two faces across an axis, facing outwards, in fractional coordinates of the region shown. */
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

export class SurfaceView {
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
    const mesh = (material, order) => {
      const m = new THREE.Mesh(this.geometry, material)
      m.renderOrder = order
      m.frustumCulled = false
      this.group.add(m)
      return m
    }
    this.back = mesh(surfaceMaterial(shared, this.own, true), 2)
    this.mask = mesh(mask, 3)
    this.front = mesh(front, 4)
    this.capMeshes = []
    this.field = null
    this.levels = []
    this.seeds = []
    this.caps = true
    this.vertexRoom = 0
    this.indexRoom = 0
  }

  /** Take an unpacked field, or null for none. */
  setField(field) {
    this.field = field
    this.levels = []
    this.#dropCaps()
    this.group.visible = Boolean(field)
    if (!field) return
    this.group.matrix.copy(cellMatrix(field.cell, field.cells))
    this.group.matrixWorldNeedsUpdate = true
    this.levels = [new Isosurface(field.grid)]
    this.#buildCaps()
    this.regionsAt = null
  }

  /** The field on a coarser grid, made when first asked for: most views never need the coarsest. */
  #contourer(lod) {
    this.levels[lod] ??= new Isosurface(coarser(this.field.grid, COARSENESS[lod]))
    return this.levels[lod]
  }

  #buildCaps() {
    const {grid, range: [low, high]} = this.field
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
      for (const [side, order] of [[THREE.BackSide, 1], [THREE.FrontSide, 5]]) {
        const material = capMaterial(this.shared, this.own, texture, [size[u], size[v]])
        material.side = side
        material.depthWrite = side === THREE.FrontSide
        // the surface ends exactly in the face: keep the face behind it
        material.polygonOffset = true
        material.polygonOffsetFactor = material.polygonOffsetUnits = 1
        const mesh = new THREE.Mesh(geometry, material)
        mesh.renderOrder = order
        mesh.frustumCulled = false
        mesh.userData = {texture, axis, u, v, size, stride}
        this.capMeshes.push(mesh)
        this.group.add(mesh)
      }
    }
  }

  #dropCaps() {
    for (const mesh of this.capMeshes) {
      this.group.remove(mesh)
      mesh.geometry.dispose()
      mesh.material.dispose()
      mesh.userData.texture.dispose()
    }
    this.capMeshes = []
  }

  /** Sites of the mobile ions, fractional in one cell: what "region" colours by. */
  setSeeds(sites) {
    this.seeds = sites
    this.regionsAt = null
  }

  style({color, otherColor, opacity, colourBy, caps}) {
    this.own.color.value.set(color)
    this.own.otherColor.value.set(otherColor)
    this.own.opacity.value = opacity
    this.own.capOpacity.value = Math.min(1, opacity * 0.9 + 0.12)
    this.own.mode.value = MODES[colourBy] ?? 0
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

  /** Which passes to draw: all of them, or, lean, the near side only. */
  passes(lean) {
    this.mask.visible = !this.solid && !lean
    this.back.visible = !(this.solid && this.caps) && !(lean && this.caps)
    for (const mesh of this.capMeshes) mesh.visible = this.caps && !(lean && mesh.renderOrder === 1)
  }

  /** Contour at a level in eV, on the grid of a level of detail (0 is full). */
  contour(level, lod = 0) {
    if (!this.field) return
    const iso = this.#contourer(lod)
    const steps = this.field.toSteps(level)
    iso.run(steps)
    this.own.level.value = level
    this.own.energy.value = level / ENERGY_SPAN
    this.#upload(iso, this.regions ? this.#joined(iso, steps) : null)
    if (this.regions && lod === 0) this.#capRegions(iso)
    this.current = iso
  }

  #joined(iso, steps) {
    const {cells} = this.field
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
    iso.joined = joinedTo(iso, steps, seeds)
    return iso.joined
  }

  /** The lowest of the 27 points around a point: a site lies between grid points. */
  #lowestNear({data, nx, ny, nz}, [i, j, k]) {
    let best = [i, j, k], low = Infinity
    for (let c = -1; c <= 1; c++) for (let b = -1; b <= 1; b++) for (let a = -1; a <= 1; a++) {
      const at = [(i + a + nx - 1) % (nx - 1), (j + b + ny - 1) % (ny - 1), (k + c + nz - 1) % (nz - 1)]
      const v = data[(at[2] * ny + at[1]) * nx + at[0]]
      if (v < low) { low = v; best = at }
    }
    return best
  }

  #capRegions({joined}) {
    const yes = THREE.DataUtils.toHalfFloat(1)
    for (const {userData: {texture, u, v, size, stride}, renderOrder} of this.capMeshes) {
      if (renderOrder === 5) continue // shares its texture with the other side
      const {data} = texture.image
      for (let t = 0, o = 1; t < size[v]; t++) for (let s = 0; s < size[u]; s++, o += 2) data[o] = joined[t * stride[v] + s * stride[u]] ? yes : 0
      texture.needsUpdate = true
    }
  }

  #upload(iso, joined) {
    const {geometry} = this
    const {vertexCount: nv, indexCount: ni} = iso
    if (nv > this.vertexRoom || !geometry.attributes.position) {
      this.vertexRoom = Math.ceil(Math.max(1024, nv * 1.4))
      geometry.dispose()
      const attribute = (array, size, normalised) => new THREE.BufferAttribute(array, size, normalised).setUsage(THREE.DynamicDrawUsage)
      geometry.setAttribute("position", attribute(new Float32Array(3 * this.vertexRoom), 3))
      geometry.setAttribute("normal", attribute(new Int8Array(4 * this.vertexRoom), 4, true))
      geometry.setAttribute("region", attribute(new Uint8Array(4 * this.vertexRoom), 4))
    }
    if (ni > this.indexRoom || !geometry.index) {
      this.indexRoom = Math.ceil(Math.max(4096, ni * 1.4))
      geometry.setIndex(new THREE.BufferAttribute(new Uint32Array(this.indexRoom), 1).setUsage(THREE.DynamicDrawUsage))
    }
    const send = (attribute, source, n) => {
      attribute.array.set(source.subarray(0, n))
      attribute.clearUpdateRanges()
      attribute.addUpdateRange(0, n)
      attribute.needsUpdate = true
    }
    const {position, normal, region} = geometry.attributes
    send(position, iso.positions, 3 * nv)
    send(normal, iso.normals, 4 * nv)
    send(geometry.index, iso.indices, ni)
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
