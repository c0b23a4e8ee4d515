// The bundle. The dashboard loads it through Panel: parameters of pesviz.app.viewer.Viewer become options of the scene, and
// back. A stand-alone page (pesviz/export/html.py) holds it as an inline module, which opens the result in the page. Any
// other page can import `createScene`; its options are those of DEFAULTS in scene.js.
import {openResult} from "./page/page.js"
import {createScene} from "./scene.js"

export {coarser, unpackField} from "./field.js"
export {Isosurface, joinedTo} from "./isosurface.js"
export {createScene}

const OPTIONS = {
  field: "blob", scene: "scene", level: "level", cells: "cells", opacity: "opacity", colour: "colour", colour_by: "colourBy", caps: "caps",
  dark: "dark", show_atoms: "showAtoms", show_bonds: "showBonds", show_cell: "showCell", show_legend: "showLegend", path: "path", plane: "plane",
  marker: "marker", highlight: "highlight", surroundings: "surroundings", camera: "camera", padding: "padding",
}

/** @import {Options} from "./types.js" */
/**
 * What Panel gives a component: its parameters, to read and to set, and what it can listen to.
 * @typedef {Record<string, any> & {on(name: string, listener: (message: any) => void): void}} PanelModel
 */

/** @param {{model: PanelModel, data: {setv(changes: object, options: {sync: boolean}): void}, el: HTMLElement & {pesvizViewer?: object}}} panel */
function render({model, data, el}) {
  const read = (/** @type {string} */ name) => model[name]
  const viewer = createScene(el, Object.fromEntries(Object.entries(OPTIONS).map(([name, option]) => [option, read(name)])))
  el.pesvizViewer = viewer // a handle for tests and for the curious
  el.style.width = el.style.height = "100%"
  if (model.webgl !== viewer.webgl) model.webgl = viewer.webgl
  if (!viewer.webgl) return

  let echo = "" // the camera that this view itself wrote
  viewer.on("camera", (state) => {
    echo = JSON.stringify(state)
    model.camera = state
  })
  viewer.on("pick", (index, at) => {
    model.picked = index // two images of an atom share it: picked_at, which follows, tells them apart
    model.picked_at = at
  })

  // the server needs not hear of every movement
  const mark = (/** @type {number | null} */ fraction) => data.setv({marker: fraction}, {sync: false})
  viewer.on("path", mark)

  // Parameters that Python sets together arrive one by one: apply them together, in this turn of the event loop.
  /** @type {Record<string, unknown> | null} */
  let changes = null
  for (const [name, option] of Object.entries(OPTIONS)) {
    model.on(name, () => {
      if (name === "camera" && JSON.stringify(read(name)) === echo) return
      if (!changes) {
        const batch = changes = /** @type {Record<string, unknown>} */ ({})
        queueMicrotask(() => { changes = null; viewer.set(batch) })
      }
      changes[option] = read(name)
    })
  }
  model.on("msg:custom", (message) => {
    if (message.look) viewer.look(message.look)
    if (message.focus) viewer.focus(message.focus)
    if (message.mark !== undefined) mark(message.mark)
    if (message.png) viewer.savePNG(message.png, message.scale)
  })
  model.on("remove", () => viewer.dispose())
}

export default {Viewer: {render}}

const result = document.getElementById("pesviz-result") // data of a stand-alone page
const root = document.getElementById("result")
if (result && root) openResult(root, JSON.parse(result.textContent ?? ""))
