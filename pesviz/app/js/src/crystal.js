// The crystal: atoms with their images on the far faces, bonds, cell edges, rings around atoms, distances to neighbours.
import * as THREE from "three"
import {ballMaterial, solidMaterial} from "./shading.js"
import {clear, label} from "./text.js"

const FACE_TOLERANCE = 0.02 // Å, as in pesviz/presentation/scene.py
const BOND = 0.085
const THIN_BOND = 0.05
const UP = new THREE.Vector3(0, 1, 0)

/** @import {Shared} from "./shading.js" */
/** @import {Theme} from "./theme.js" */
/** @import {Atom, CrystalScene, Surroundings} from "./types.js" */
/** @typedef {ReturnType<typeof drawnAtoms>[number]} Image an atom in the picture */
/** @typedef {{atom: Atom, position: THREE.Vector3, distance: number}} Neighbour */
/** @typedef {{position: THREE.Vector3, radius: number, color: THREE.ColorRepresentation, outer?: number, ring?: THREE.ColorRepresentation}} Ball */

const key = (/** @type {number} */ index, /** @type {number[]} */ shift) => `${index}:${shift.join()}`

/**
 * Matrix that takes fractional to Cartesian coordinates.
 * @param {number[][]} cell rows
 * @param {number} cells along each axis that make up the unit
 */
export function cellMatrix(cell, cells = 1) {
  const [a, b, c] = cell.map((row) => row.map((x) => x * cells))
  return new THREE.Matrix4().set(a[0], b[0], c[0], 0, a[1], b[1], c[1], 0, a[2], b[2], c[2], 0, 0, 0, 0, 1)
}

/**
 * Matrix of a unit cylinder (along y, from -1/2 to 1/2) between two points.
 * @param {THREE.Vector3} p
 * @param {THREE.Vector3} q
 * @param {number} radius
 */
function between(p, q, radius) {
  const axis = q.clone().sub(p), length = axis.length()
  const turn = new THREE.Quaternion().setFromUnitVectors(UP, axis.divideScalar(length || 1))
  return new THREE.Matrix4().compose(p.clone().add(q).multiplyScalar(0.5), turn, new THREE.Vector3(radius, length, radius))
}

/**
 * Distances between opposite faces of the cell, Å.
 * @param {THREE.Matrix4} matrix
 */
function heights(matrix) {
  const e = matrix.clone().invert().elements
  return [0, 1, 2].map((row) => 1 / Math.hypot(e[row], e[row + 4], e[row + 8]))
}

/**
 * Atoms in the picture: every image within `cells` cells, those on the far faces included.
 * @param {CrystalScene} scene
 * @param {number} cells
 * @param {THREE.Matrix4} matrix fractional to Cartesian
 */
export function drawnAtoms(scene, cells, matrix) {
  const slack = heights(matrix).map((h) => FACE_TOLERANCE / h)
  const drawn = []
  for (const [number, atom] of scene.atoms.entries()) {
    const shifts = atom.fractional.map((x, axis) => {
      const inside = []
      for (let s = -1; s <= cells; s++) if (x + s >= -slack[axis] && x + s <= cells + slack[axis]) inside.push(s)
      return inside
    })
    for (const a of shifts[0]) for (const b of shifts[1]) for (const c of shifts[2]) {
      const fractional = [a, b, c].map((s, axis) => atom.fractional[axis] + s)
      drawn.push({number, atom, shift: [a, b, c], fractional, position: new THREE.Vector3().fromArray(fractional).applyMatrix4(matrix)})
    }
  }
  return drawn
}

/**
 * Colour of the ring that marks a mobile ion: its own, towards the ink.
 * @param {string} colour
 * @param {Theme} theme
 */
export const ringColour = (colour, theme) => `#${new THREE.Color(colour).lerp(new THREE.Color(theme.ink), 0.55).getHexString()}`

/**
 * @param {THREE.BufferGeometry} geometry
 * @param {THREE.Material} material
 * @param {{matrix: THREE.Matrix4, color: THREE.ColorRepresentation}[]} items
 */
function instanced(geometry, material, items) {
  const mesh = new THREE.InstancedMesh(geometry, material, items.length)
  const color = new THREE.Color()
  items.forEach((item, i) => {
    mesh.setMatrixAt(i, item.matrix)
    mesh.setColorAt(i, color.set(item.color))
  })
  mesh.frustumCulled = false
  return mesh
}

const cylinder = (/** @type {number} */ sides) => new THREE.CylinderGeometry(1, 1, 1, sides, 1, true)

/**
 * Balls; a ring of colour `ring` reaches out to `outer` (0: none).
 * @param {Ball[]} items
 * @param {THREE.Material} material
 */
export function balls(items, material) {
  const geometry = new THREE.InstancedBufferGeometry()
  geometry.setAttribute("position", new THREE.Float32BufferAttribute([-1, -1, 0, 1, -1, 0, 1, 1, 0, -1, 1, 0], 3))
  geometry.setIndex([0, 1, 2, 0, 2, 3])
  const tint = new THREE.Color()
  const give = (/** @type {string} */ name, /** @type {number} */ size, /** @type {number[]} */ values) => geometry.setAttribute(name, new THREE.InstancedBufferAttribute(new Float32Array(values), size))
  give("centre", 3, items.flatMap(({position}) => position.toArray()))
  give("radii", 2, items.flatMap(({radius, outer = 0}) => [radius, outer]))
  give("tint", 3, items.flatMap(({color}) => tint.set(color).toArray()))
  give("ringTint", 3, items.flatMap(({ring = 0}) => tint.set(ring).toArray()))
  geometry.instanceCount = items.length
  const mesh = new THREE.Mesh(geometry, material)
  mesh.frustumCulled = false
  return mesh
}

export class CrystalView {
  /** @type {CrystalScene} */
  scene = {cell: [[1, 0, 0], [0, 1, 0], [0, 0, 1]], atoms: []}
  /** Fractional to Cartesian. */
  matrix = new THREE.Matrix4()
  /** @type {Image[]} */
  drawn = []

  /** @param {Shared} shared */
  constructor(shared) {
    this.shared = shared
    this.group = new THREE.Group()
    this.atoms = new THREE.Group()
    this.bonds = new THREE.Group()
    this.cell = new THREE.Group()
    this.rings = new THREE.Group()
    this.neighbours = new THREE.Group()
    this.surroundings = new THREE.Group()
    this.group.add(this.atoms, this.bonds, this.cell, this.rings, this.neighbours, this.surroundings)
  }

  /**
   * @param {CrystalScene} scene
   * @param {number} cells along each axis
   * @param {Theme} theme
   */
  build(scene, cells, theme) {
    for (const group of [this.atoms, this.bonds, this.cell]) clear(group)
    this.scene = scene
    this.matrix = cellMatrix(scene.cell)
    this.drawn = drawnAtoms(scene, cells, this.matrix)
    if (this.drawn.length) {
      this.atoms.add(balls(this.drawn.map(({atom, position}) => ({
        position, radius: atom.radius, color: atom.colour,
        outer: atom.mobile ? atom.radius * 1.15 + 0.02 : 0, ring: ringColour(atom.colour, theme),
      })), ballMaterial(this.shared)))
    }
    this.#buildBonds()
    this.#buildCell(scene.cell, cells, theme)
  }

  /**
   * Rings around atoms, outside the ring of the mobile ones.
   * @param {THREE.Group} group
   * @param {{position: THREE.Vector3, atom: Atom}[]} images
   * @param {string} color
   */
  #ring(group, images, color) {
    const rings = images.map(({position, atom}) => ({position, color, radius: atom.radius * 1.15 + 0.02, outer: atom.radius * 1.3 + 0.05, ring: color}))
    group.add(balls(rings, ballMaterial(this.shared, {hollow: true})))
  }

  #buildBonds() {
    const at = new Map(this.drawn.map((image) => [key(image.number, image.shift), image]))
    const halves = []
    for (const [i, j, ta, tb, tc] of this.scene.bonds ?? []) {
      for (const image of this.drawn) {
        if (image.number !== i) continue
        const other = at.get(key(j, [image.shift[0] + ta, image.shift[1] + tb, image.shift[2] + tc]))
        if (!other) continue
        const radius = image.atom.mobile || other.atom.mobile ? THIN_BOND : BOND
        const span = other.position.clone().sub(image.position), length = span.length()
        // colours meet in the middle of what is seen between the balls
        const middle = image.position.clone().addScaledVector(span, 0.5 + (image.atom.radius - other.atom.radius) / (2 * length))
        halves.push({matrix: between(image.position, middle, radius), color: image.atom.colour})
        halves.push({matrix: between(middle, other.position, radius), color: other.atom.colour})
      }
    }
    if (halves.length) this.bonds.add(instanced(cylinder(this.drawn.length > 400 ? 6 : 12), solidMaterial(this.shared, {gloss: 0.15}), halves))
  }

  /**
   * @param {number[][]} cell
   * @param {number} cells
   * @param {Theme} theme
   */
  #buildCell(cell, cells, theme) {
    const corner = (/** @type {number[]} */ f) => new THREE.Vector3().fromArray(f).applyMatrix4(this.matrix)
    const size = Math.cbrt(Math.abs(this.matrix.determinant())) * cells
    const radius = Math.min(0.055, Math.max(0.02, size * 0.0035))
    const edges = []
    for (let axis = 0; axis < 3; axis++) for (let u = 0; u <= cells; u++) for (let v = 0; v <= cells; v++) {
      const from = [0, 0, 0]
      from[(axis + 1) % 3] = u
      from[(axis + 2) % 3] = v
      const to = [...from]
      to[axis] = cells
      const outer = (u === 0 || u === cells) && (v === 0 || v === cells)
      edges.push({matrix: between(corner(from), corner(to), outer ? radius : radius * 0.6), color: outer ? theme.edge : theme.inner_edge})
    }
    this.cell.add(instanced(cylinder(8), solidMaterial(this.shared, {flat: true}), edges))
    // names at the far ends of the axes from the origin, clear of the atoms that sit on the corners
    const largest = Math.max(0.2, ...this.scene.atoms.map((atom) => atom.radius))
    for (const [axis, name] of ["a", "b", "c"].entries()) {
      const end = corner([0, 1, 2].map((i) => (i === axis ? cells : 0)))
      const text = label(name, {height: size * 0.085, italic: true, color: theme.axes[axis], halo: theme.paper})
      text.position.copy(end).addScaledVector(end.clone().normalize(), largest + size * 0.06)
      this.cell.add(text)
    }
  }

  /**
   * Ring atoms by index, in all their images.
   * @param {number[]} indices
   * @param {Theme} theme
   */
  highlight(indices, theme) {
    clear(this.rings)
    const images = this.drawn.filter(({atom}) => indices.includes(atom.index))
    if (images.length) this.#ring(this.rings, images, theme.accent)
  }

  /**
   * Light up the atoms around a point.
   * @param {Surroundings} surroundings
   * @param {Theme} theme
   */
  surround({point, atoms = []}, theme) {
    clear(this.surroundings)
    if (!point) return
    const centre = new THREE.Vector3().fromArray(point).applyMatrix4(this.matrix)
    const shell = atoms.flatMap(([index, ...fractional]) => {
      const atom = this.scene.atoms.find((other) => other.index === index)
      const position = new THREE.Vector3().fromArray(fractional).applyMatrix4(this.matrix)
      return atom ? [{atom, position, distance: position.distanceTo(centre)}] : []
    })
    this.#connect(this.surroundings, centre, 0.3, shell, theme)
    if (shell.length) this.#ring(this.surroundings, shell, theme.accent)
  }

  /**
   * The drawn atom under a ray, or null.
   * @param {THREE.Ray} ray
   */
  hit(ray) {
    /** @type {Image | null} */
    let best = null
    let nearest = Infinity
    const to = new THREE.Vector3()
    for (const image of this.drawn) {
      to.subVectors(image.position, ray.origin)
      const along = to.dot(ray.direction)
      if (along < 0) continue
      const reach = Math.max(image.atom.radius * 1.1, along * 0.006)
      if (to.lengthSq() - along * along < reach * reach && along < nearest) { nearest = along; best = image }
    }
    return best
  }

  /**
   * Neighbours of an image within its first shell, periodic images included, nearest first.
   * @param {Image} image
   */
  shell(image) {
    /** @type {Neighbour[]} */
    const near = []
    const reach = 4.5
    const spans = heights(this.matrix).map((h) => Math.ceil(reach / h))
    const p = new THREE.Vector3()
    for (const atom of this.scene.atoms) {
      for (let a = -spans[0] - 1; a <= spans[0] + 1; a++) for (let b = -spans[1] - 1; b <= spans[1] + 1; b++) for (let c = -spans[2] - 1; c <= spans[2] + 1; c++) {
        const f = [a, b, c].map((s, axis) => atom.fractional[axis] + Math.floor(image.fractional[axis]) + s)
        p.fromArray(f).applyMatrix4(this.matrix)
        const distance = p.distanceTo(image.position)
        if (distance > 0.05 && distance < reach) near.push({atom, position: p.clone(), distance})
      }
    }
    near.sort((m, n) => m.distance - n.distance)
    if (!near.length) return near
    // unlike atoms first: the shell of a cation is its anions
    const unlike = near.filter(({atom}) => atom.symbol !== image.atom.symbol)
    const nearest = (unlike[0] ?? near[0]).distance
    return near.filter(({distance}) => distance <= Math.max(nearest * 1.22, near[0].distance * 1.05)).slice(0, 14)
  }

  /**
   * Show lines and distances from an image to its neighbours; null clears them.
   * @param {Image | null} image
   * @param {Theme} theme
   */
  showNeighbours(image, theme) {
    clear(this.neighbours)
    if (!image) return []
    const shell = this.shell(image)
    this.#connect(this.neighbours, image.position, image.atom.radius * 1.2, shell, theme)
    this.#ring(this.neighbours, [image], theme.accent)
    return shell
  }

  /**
   * Dashes and distances from a point to atoms; those that are not drawn appear, paler.
   * @param {THREE.Group} group
   * @param {THREE.Vector3} centre
   * @param {number} from where the dashes begin, Å from the centre
   * @param {Neighbour[]} shell
   * @param {Theme} theme
   */
  #connect(group, centre, from, shell, theme) {
    const seen = new Set(this.drawn.map(({position}) => position.toArray().map((x) => x.toFixed(2)).join()))
    const dashes = []
    const ghosts = []
    for (const {atom, position, distance} of shell) {
      const direction = position.clone().sub(centre).normalize()
      const to = distance - atom.radius * 1.05
      for (let s = from; s < to; s += 0.24) {
        const p = centre.clone().addScaledVector(direction, s), q = centre.clone().addScaledVector(direction, Math.min(to, s + 0.14))
        dashes.push({matrix: between(p, q, 0.035), color: theme.accent})
      }
      if (!seen.has(position.toArray().map((x) => x.toFixed(2)).join())) {
        ghosts.push({position, radius: atom.radius * 0.8, color: new THREE.Color(atom.colour).lerp(new THREE.Color(theme.paper), 0.45)})
      }
      const text = label(`${distance.toFixed(2)} Å`, {height: 0.36, color: theme.ink, halo: theme.paper, weight: 500, onTop: true})
      text.position.copy(centre).addScaledVector(direction, (from + to) / 2)
      group.add(text)
    }
    if (dashes.length) group.add(instanced(cylinder(8), solidMaterial(this.shared, {flat: true}), dashes))
    if (ghosts.length) group.add(balls(ghosts, ballMaterial(this.shared)))
  }

  dispose() {
    for (const group of [this.atoms, this.bonds, this.cell, this.rings, this.neighbours, this.surroundings]) clear(group)
  }
}
