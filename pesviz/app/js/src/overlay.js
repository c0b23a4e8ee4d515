// What lies over the picture as HTML: legend, tooltip, energy scale, message where WebGL is missing.
import {html} from "./dom.js"
import {GRADIENT} from "./theme.js"

/** @import {Theme} from "./theme.js" */
/** @import {LegendEntry} from "./types.js" */

const STYLE = `
.pesviz-viewer { position: relative; width: 100%; height: 100%; min-height: 160px; overflow: hidden; outline: none;
  font: 500 12.5px/1.35 Inter, Roboto, "Helvetica Neue", Arial, sans-serif; color: var(--ink); background: var(--paper); }
.pesviz-viewer canvas { position: absolute; inset: 0; width: 100%; height: 100%; display: block; cursor: grab; }
.pesviz-viewer canvas:active { cursor: grabbing; }
.pesviz-viewer canvas.over-atom { cursor: pointer; }
.pesviz-viewer .legend { position: absolute; top: 10px; left: 12px; margin: 0; padding: 0; list-style: none; display: flex;
  flex-direction: column; gap: 4px; pointer-events: none; }
.pesviz-viewer .legend li { display: flex; align-items: center; gap: 7px; text-shadow: 0 0 4px var(--paper), 0 0 2px var(--paper); }
.pesviz-viewer .legend i { box-sizing: border-box; width: 14px; height: 14px; border-radius: 50%; flex: none;
  box-shadow: inset -2px -3px 4px rgb(0 0 0 / .28), 0 0 0 .5px rgb(0 0 0 / .35); }
.pesviz-viewer .legend .mobile i { outline: 2px solid var(--ring); outline-offset: 0; }
.pesviz-viewer .legend small { color: var(--muted); font-size: 11px; }
.pesviz-viewer .ramp { position: absolute; top: 10px; right: 14px; width: 150px; pointer-events: none; color: var(--muted);
  font-size: 11px; font-variant-numeric: tabular-nums; }
.pesviz-viewer .ramp b { display: block; height: 8px; border-radius: 4px; margin-bottom: 2px; background: ${GRADIENT}; }
.pesviz-viewer .ramp span { display: flex; justify-content: space-between; }
.pesviz-viewer .tip { position: absolute; z-index: 2; max-width: calc(100% - 8px); padding: 5px 9px; border-radius: 6px; pointer-events: none;
  background: var(--ink); color: var(--paper); font-size: 12px; font-variant-numeric: tabular-nums; white-space: nowrap; }
.pesviz-viewer .tip b { font-weight: 650; }
.pesviz-viewer .tip small { display: block; font-size: 11px; opacity: .8; }
.pesviz-viewer .message { position: absolute; inset: 0; display: grid; place-content: center; padding: 24px; text-align: center; color: var(--muted); }
.pesviz-viewer [hidden] { display: none; }
`

export class Overlay {
  /** @param {HTMLElement} el */
  constructor(el) {
    this.root = html("div", {class: "pesviz-viewer"})
    this.legend = html("ul", {class: "legend", "aria-label": "Elements"})
    this.tip = html("div", {class: "tip", role: "status", hidden: ""})
    this.ramp = html("div", {class: "ramp", hidden: "", "aria-label": "Colours of the energy"})
    this.message = html("div", {class: "message", role: "alert", hidden: ""})
    this.root.append(html("style", {}, STYLE), this.legend, this.ramp, this.tip, this.message)
    el.append(this.root)
  }

  /** @param {Theme} theme */
  theme(theme) {
    this.root.classList.toggle("dark", theme.dark)
    this.root.style.setProperty("--paper", theme.paper)
    this.root.style.setProperty("--ink", theme.ink)
    this.root.style.setProperty("--muted", theme.muted)
  }

  /**
   * @param {LegendEntry[]} entries
   * @param {(colour: string) => string} ringColour of a mobile ion
   */
  setLegend(entries, ringColour) {
    this.legend.replaceChildren(...entries.map((entry) => {
      const dot = html("i", {style: `background:${entry.colour};--ring:${ringColour(entry.colour)}`})
      const item = html("li", entry.mobile ? {class: "mobile"} : {}, dot, html("span", {}, entry.symbol))
      if (entry.mobile) item.append(html("small", {}, "mobile"))
      item.title = entry.name
      return item
    }))
  }

  /**
   * @param {boolean} shown
   * @param {number} span eV at its end
   */
  setRamp(shown, span) {
    this.ramp.hidden = !shown
    this.ramp.replaceChildren(html("b"), html("span", {}, html("span", {}, "0"), html("span", {}, "energy, eV"), html("span", {}, `${span}`)))
  }

  /**
   * @param {number} x px
   * @param {number} y px
   * @param {string} title
   * @param {string} detail
   */
  showTip(x, y, title, detail) {
    this.tip.replaceChildren(html("b", {}, title), html("small", {}, detail))
    this.tip.hidden = false
    const {clientWidth, clientHeight} = this.root
    const right = x + 16 + this.tip.offsetWidth < clientWidth
    this.tip.style.left = `${right ? x + 14 : Math.max(4, x - 14 - this.tip.offsetWidth)}px`
    this.tip.style.top = `${Math.min(clientHeight - this.tip.offsetHeight - 4, y + 12)}px`
  }

  hideTip() { this.tip.hidden = true }

  /**
   * Show a message in place of the picture.
   * @param {string} text
   */
  showMessage(text) {
    this.message.textContent = text
    this.message.hidden = !text
    this.legend.hidden = Boolean(text)
  }

  /**
   * Draw the legend onto a picture.
   * @param {CanvasRenderingContext2D} context
   * @param {LegendEntry[]} entries
   * @param {Theme} theme
   * @param {number} scale pixels per CSS pixel
   */
  paintLegend(context, entries, theme, scale) {
    context.save()
    context.scale(scale, scale)
    context.font = "500 12.5px Inter, Roboto, Arial, sans-serif"
    context.textBaseline = "middle"
    entries.forEach((entry, i) => {
      const y = 19 + 21 * i
      context.beginPath()
      context.arc(19, y, 7, 0, 2 * Math.PI)
      context.fillStyle = entry.colour
      context.fill()
      context.lineWidth = entry.mobile ? 2 : 0.5
      context.strokeStyle = theme.ink
      context.stroke()
      context.fillStyle = theme.ink
      context.fillText(entry.mobile ? `${entry.symbol}  (mobile)` : entry.symbol, 34, y + 0.5)
    })
    context.restore()
  }
}
