export default {Viewer: {render({el}) { const p = document.createElement("p"); p.textContent = "The viewer is being built."; el.append(p) }}}
