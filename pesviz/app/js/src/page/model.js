// The dashboard's own controls (pesviz/app/controls) without Panel: a model that tells its listeners of changes.

export class Model {
  #listeners = new Map()

  constructor(values) {
    for (const [name, first] of Object.entries(values)) {
      let value = first
      Object.defineProperty(this, name, {
        enumerable: true,
        get: () => value,
        set: (next) => {
          if (Object.is(next, value)) return
          value = next
          for (const listener of this.#listeners.get(name) ?? []) listener(next)
        },
      })
    }
  }

  on(names, listener) {
    for (const name of [names].flat()) this.#listeners.set(name, [...(this.#listeners.get(name) ?? []), listener])
  }

  /** As Bokeh models are changed in the dashboard. */
  setv(changes) { Object.assign(this, changes) }
}

/** Draw a control of the dashboard into an element, behind a shadow root with its own style sheet. */
export function mount(host, render, css, model) {
  const root = host.attachShadow({mode: "open"})
  const style = document.createElement("style")
  style.textContent = css
  const el = document.createElement("div")
  root.append(style, el)
  render({model, data: model, el})
}
