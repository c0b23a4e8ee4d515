// The polygon in which a plane cuts the cell: a thin veil with an outline, so that one sees where a slice lies.
import * as THREE from "three"
import {clear} from "./text.js"

/** @import {PlaneData} from "./types.js" */
/** @import {Theme} from "./theme.js" */

export class PlaneView {
  constructor() {
    this.group = new THREE.Group()
  }

  /**
   * @param {PlaneData} plane empty hides it
   * @param {THREE.Matrix4} matrix fractional to Cartesian
   * @param {Theme} theme
   */
  build(plane, matrix, theme) {
    clear(this.group)
    const corners = (plane?.corners ?? []).map((corner) => new THREE.Vector3().fromArray(corner).applyMatrix4(matrix))
    if (corners.length < 3) return
    const geometry = new THREE.BufferGeometry().setFromPoints(corners)
    geometry.setIndex(Array.from({length: corners.length - 2}, (_, i) => [0, i + 1, i + 2]).flat())
    const veil = new THREE.MeshBasicMaterial({color: theme.ink, transparent: true, opacity: 0.13, side: THREE.DoubleSide, depthWrite: false})
    const mesh = new THREE.Mesh(geometry, veil)
    mesh.renderOrder = 8
    const edge = new THREE.LineLoop(new THREE.BufferGeometry().setFromPoints(corners), new THREE.LineBasicMaterial({color: theme.accent}))
    edge.renderOrder = 9
    this.group.add(mesh, edge)
  }

  dispose() { clear(this.group) }
}
