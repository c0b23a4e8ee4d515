// A result as one page without a server: the dashboard's viewer and controls round data that the page itself holds.
import readoutStyle from "../../../controls/readout.css"
import readout from "../../../controls/readout.js"
import thresholdStyle from "../../../controls/threshold.css"
import threshold from "../../../controls/threshold.js"
import {html} from "../dom.js"
import {unpackField} from "../field.js"
import {createScene} from "../scene.js"
import {theme} from "../theme.js"
import {FreeVolumeChart} from "./free_volume.js"
import {modelOf, mount} from "./model.js"
import {unpacked} from "./packed.js"
import {ProfileChart} from "./profile.js"
import {SliceView} from "./slice.js"
import pageStyle from "./page.css"

/** @import {Options, PathProfile, Result} from "../types.js" */

const PADDING = [64, 36, 34, 0] // caption and tools lie over this much of the viewer, px
const FORMAT = 1
// fonts of the system may be wider than the dashboard's
const TIGHT = ".chip { padding: 5px 6px; } .chip .value { font-size: 12px; letter-spacing: -.02em; }"
/** Colours of the palette that the style sheets use. */
const NAMED = /** @type {const} */ (["accent", "connected", "disconnected", "paper", "ink", "muted", "line"])
const NARROW = "(max-width: 700px)"

const ICONS = {
  home: '<path d="M4 11l8-7 8 7M6 9.5V20h4.5v-6h3v6H18V9.5"/>',
  photo: '<path d="M4 8h3l2-3h6l2 3h3v11H4z"/><circle cx="12" cy="13" r="3.4"/>',
  theme: '<path d="M12 4a8 8 0 1 0 8 8 6 6 0 0 1-8-8z"/>',
}
/** @param {keyof typeof ICONS} name */
const drawn = (name) => {
  const box = document.createElement("template")
  box.innerHTML = `<svg viewBox="0 0 24 24" aria-hidden="true">${ICONS[name]}</svg>`
  return box.content
}
/**
 * @param {Node | string} content
 * @param {string} title
 * @param {() => void} action
 */
const iconButton = (content, title, action) => {
  const button = html("button", {type: "button", class: "icon", title, "aria-label": title}, content)
  button.addEventListener("click", action)
  return button
}

class ResultPage {
  /** @type {ReturnType<typeof createScene>} */
  viewer
  /** @type {SliceView} */
  slice
  /** @type {ProfileChart} */
  profile
  /** @type {FreeVolumeChart} */
  volumes
  /** @type {HTMLElement} */
  numbers
  /** @type {HTMLElement} */
  profileAt
  /** @type {HTMLElement} */
  pathText
  /** @type {HTMLElement} */
  pathRow
  /** @type {HTMLSelectElement} */
  pathChoice
  /** @type {HTMLButtonElement[]} */
  kinds = []
  /** @type {number | null} null for all of them */
  ion = null
  kind = "level_map"
  /** @type {Map<string, Uint8Array>} fields by what they were unpacked from */
  fields = new Map()
  /** The whole path of the ion, then its hops. */
  choices = /** @type {(PathProfile | null)[]} */ ([])
  /** @type {PathProfile | null} */
  path = null
  noPath = ""
  /** Whether the path is shown in the viewer. */
  tube = true
  /** @type {number | null} where the marker goes back to when the pointer leaves the profile */
  visited = null

  /**
   * @param {HTMLElement} root
   * @param {Result} result
   */
  constructor(root, result) {
    this.result = result
    this.dark = matchMedia("(prefers-color-scheme: dark)").matches
    this.bar = modelOf({
      value: result.level, value_throttled: result.level, start: 0, end: result.end, limit: result.predicted ? result.limit : null,
      step: 0.01, ticks: result.ticks, playing: false, presenter: false,
    })
    this.readout = modelOf({
      level: result.level, curve: result.curves, percolation: result.paths[0].percolation, who: "", limit: this.bar.limit,
    })
    this.summary = modelOf({summary: result.summary, pick: -1})
    this.view = html("div", {class: "view"})
    this.#build(root)
    this.#link()
  }

  /** @param {HTMLElement} root */
  #build(root) {
    const {result} = this
    const title = html("h1"), subtitle = html("p", {class: "sub"})
    title.innerHTML = result.title
    subtitle.innerHTML = result.subtitle
    const caption = html("div", {class: "caption"}, title, subtitle, html("p", {class: "line"}, result.provenance))
    const views = html("div", {class: "views", role: "group", "aria-label": "View"},
      iconButton(drawn("home"), "Reset the view", () => this.viewer.look("reset")),
      ...["a", "b", "c"].map((name) => iconButton(name, `Look along ${name}`, () => this.viewer.look(name))),
      iconButton(drawn("photo"), "Download the picture as PNG", () => this.viewer.savePNG(`${result.name}.png`)))
    const stage = html("main", {class: "stage"}, this.view, caption, this.#tools(), views)
    const top = html("header", {class: "top"})
    top.innerHTML = result.logo
    top.append(html("b", {}, "pesviz"), html("span", {}, `${result.version} · a result in one file: it needs no network`),
      iconButton(drawn("theme"), "Light or dark", () => this.#darken(!this.dark)))
    const bar = html("div", {class: "bar"})
    mount(bar, threshold.ThresholdBar.render, thresholdStyle, this.bar)
    root.replaceChildren(html("div", {class: "page"}, top, stage, bar, this.#side()))
    this.#darken(this.dark)
    this.viewer = createScene(this.view, {
      scene: result.scene, level: result.level, dark: this.dark, opacity: 0.8, padding: matchMedia(NARROW).matches ? [0, 0, 0, 0] : PADDING,
    })
    this.viewer.on("pick", (_index, _at, image) => this.slice.pick(image))
    this.viewer.on("path", (fraction) => this.profile.markAt(fraction))
    Object.assign(this.view, {pesvizViewer: this.viewer}) // a handle for tests and for the curious
  }

  #tools() {
    const {result} = this
    this.kinds = [["level_map", "Level map"], ["pes", "PES"]].map(([kind, label]) => {
      const button = html("button", {type: "button", "aria-pressed": String(kind === this.kind), title: result.terms[kind]}, label)
      button.addEventListener("click", () => { this.kind = kind; this.showField() })
      button.dataset.kind = kind
      return button
    })
    const tools = html("div", {class: "tools"}, html("div", {class: "segments", role: "group", "aria-label": "Field"}, ...this.kinds))
    if (result.ions.length > 1) {
      const choice = html("select", {"aria-label": "Which ion"}, html("option", {value: ""}, `all ${result.mobile}`),
        ...result.offered.map((ion) => html("option", {value: ion}, result.ions[ion])))
      choice.addEventListener("change", () => { this.ion = choice.value === "" ? null : Number(choice.value); this.showField(); this.showPath() })
      tools.append(choice)
    }
    const colours = html("select", {"aria-label": "Colour of the surface", title: "Colour of the surface"},
      ...[["plain", "one colour"], ["energy", "by energy"], ["region", "by region"]].map(([value, label]) => html("option", {value}, label)))
    colours.addEventListener("change", () => this.viewer.set({colourBy: /** @type {Options["colourBy"]} */ (colours.value)}))
    tools.append(colours)
    return tools
  }

  #side() {
    const {result} = this
    const numbers = html("div"), summary = html("div")
    this.numbers = numbers
    mount(numbers, readout.Readout.render, readoutStyle, this.readout)
    mount(summary, readout.Summary.render, readoutStyle + TIGHT, this.summary)
    const volumes = html("div", {class: "plot volumes"})
    this.profileAt = html("div", {class: "plot"})
    this.pathText = html("p", {class: "hint"})
    this.pathChoice = html("select", {"aria-label": "Path", title: "The whole percolation path, or one hop between two sites"})
    this.pathChoice.addEventListener("change", () => this.#showPath(this.choices[Number(this.pathChoice.value)]))
    const go = html("button", {type: "button", class: "go"}, "Go to the bottleneck")
    go.addEventListener("click", () => this.visit())
    const tube = html("input", {type: "checkbox", checked: ""})
    tube.addEventListener("change", () => { this.tube = tube.checked; this.#drawPath() })
    this.pathRow = html("div", {class: "row"}, go, html("label", {}, tube, "in the viewer"))
    this.pathAt = html("section", {class: "path"}, html("h2", {}, "Percolation path"), this.pathChoice, this.profileAt, this.pathText, this.pathRow)
    const keys = html("p", {class: "hint keys"})
    keys.innerHTML = "<kbd>←</kbd> <kbd>→</kbd> threshold, <kbd>1</kbd> <kbd>2</kbd> <kbd>3</kbd> to E<sub>1D</sub>, E<sub>2D</sub>, E<sub>3D</sub>, " +
      "<kbd>p</kbd> play, <kbd>m</kbd> larger type"
    const side = html("aside", {class: "side", "aria-label": "Numbers and curves"}, numbers,
      html("section", {}, html("h2", {}, "Free volume"), volumes), this.pathAt, this.#slice(), summary)
    if (result.warnings.length) side.append(html("ul", {class: "warnings", "aria-label": "Warnings"}, ...result.warnings.map((text) => html("li", {}, text))))
    side.append(keys)
    const release = () => { this.bar.value_throttled = this.bar.value }
    this.volumes = new FreeVolumeChart(volumes, result.curves, {
      mpe: result.mpe ?? result.mpe_estimate ?? null, level: result.level, limit: result.limit, onRelease: release, onPick: (t) => { this.bar.value = Math.round(t * 1e3) / 1e3 },
    })
    this.profile = new ProfileChart(this.profileAt, {
      level: result.level, onBottleneck: () => this.visit(),
      onHover: (fraction) => this.viewer.set({marker: fraction ?? this.visited}),
    })
    return side
  }

  /** Folded away at first; open, it shows its plane in the viewer. */
  #slice() {
    const {result} = this, inside = html("div")
    const section = html("details", {class: "slice"}, html("summary", {}, html("h2", {}, "Slice")), inside)
    this.slice = new SliceView(inside, {
      planes: result.planes, scene: result.scene, top: result.scale, level: result.level, limit: this.bar.limit,
      onPlane: (corners) => this.viewer?.set({plane: corners.length ? {corners} : {}}),
    })
    section.addEventListener("toggle", () => this.slice.open(section.open))
    return section
  }

  #link() {
    this.bar.on("value", (level) => {
      this.viewer.set({level})
      this.readout.level = level
      this.volumes.setLevel(level)
      this.profile.setLevel(level)
      this.slice.setLevel(level)
    })
    this.bar.on("presenter", (on) => {
      document.body.classList.toggle("presenter", on)
      this.numbers.classList.toggle("presenter", on)
    })
    this.summary.on("pick", (energy) => { if (energy >= 0) { this.bar.value = this.bar.value_throttled = energy } })
    matchMedia(NARROW).addEventListener("change", (event) => this.viewer.set({padding: event.matches ? [0, 0, 0, 0] : PADDING}))
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", (event) => this.#darken(event.matches))
  }

  /** @param {boolean} dark */
  #darken(dark) {
    this.dark = dark
    const {classList, style} = document.documentElement, colours = theme(dark)
    classList.toggle("dark", dark)
    for (const name of NAMED) style.setProperty(`--pv-${name}`, colours[name])
    this.viewer?.set({dark, colour: this.colour})
  }

  /** Colour of the surface: that of its field. */
  get colour() {
    const {surface, pes} = theme(this.dark)
    return this.kind === "pes" ? pes : surface
  }

  /** Show the chosen field. */
  async showField() {
    const chosen = this.result.fields.find((field) => field.kind === this.kind && field.ion === this.ion)
    for (const button of this.kinds) button.setAttribute("aria-pressed", String(button.dataset.kind === this.kind))
    if (!chosen) return
    const blob = this.fields.get(chosen.data) ?? await unpacked(chosen.data)
    this.fields.set(chosen.data, blob)
    this.viewer.set({blob, colour: this.colour})
    this.slice.setField(unpackField(blob))
  }

  /** Show the path of the chosen ion, or of the one that crosses most easily. */
  showPath() {
    const paths = this.result.paths.find(({ion}) => ion === this.ion)
    this.readout.who = this.ion === null ? "" : this.result.ions[this.ion]
    this.readout.percolation = paths?.percolation ?? []
    this.noPath = paths?.no_path ?? ""
    this.choices = [paths?.path ?? null, ...(paths?.hops ?? []).map(({path}) => path)]
    this.pathChoice.replaceChildren(...["site → periodic image", ...(paths?.hops ?? []).map(({label}) => label)].map((text, n) => html("option", {value: n}, text)))
    this.pathChoice.hidden = this.choices.length < 2
    this.#showPath(this.choices[0])
  }

  /**
   * Show the whole path, or one hop of it.
   * @param {PathProfile | null} path
   */
  #showPath(path) {
    this.path = path
    this.profileAt.hidden = this.pathRow.hidden = !path
    this.pathText.innerHTML = path ? path.text : this.noPath
    this.profile.setPath(path)
    this.#drawPath()
  }

  #drawPath() {
    const {path} = this
    this.visited = null
    this.viewer.set({path: path && this.tube ? {points: path.points, energies: path.tube, follow: true} : {}, marker: null, surroundings: {}})
  }

  /** Fly to the bottleneck and light up the atoms around it. */
  visit() {
    const {path} = this
    if (!path) return
    const {index, surroundings} = path.bottleneck
    this.visited = path.lengths[index] / path.lengths[path.lengths.length - 1]
    this.viewer.set({marker: this.visited, surroundings})
    this.viewer.focus(surroundings.point)
  }
}

/**
 * Fill an element with a result that `pesviz.export.html` wrote.
 * @param {HTMLElement} root
 * @param {Result} result
 */
export async function openResult(root, result) {
  document.head.append(html("style", {}, pageStyle))
  try {
    if (result.format !== FORMAT) throw new Error(`this file has format ${result.format}`)
    const page = new ResultPage(root, result)
    page.showPath()
    await page.showField()
    root.dataset.ready = "yes"
  } catch (error) {
    root.replaceChildren(html("p", {class: "fatal", role: "alert"}, `This result cannot be shown: ${error instanceof Error ? error.message : error}. Open it in a current Firefox, Chrome, Edge or Safari.`))
    console.error(error)
  }
}
