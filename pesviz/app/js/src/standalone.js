// Without Panel, as a classic script: pesviz/export/standalone.js sets window.pesviz. A whole result, as pesviz/export/html.py
// writes it, is `pesviz.openResult(element, result)`; the scene alone is
//
//   <div id="view" style="height: 100vh"></div>
//   <script>/* contents of pesviz/export/standalone.js */</script>
//   <script>
//     const viewer = pesviz.createScene(document.getElementById("view"), {
//       blob: Uint8Array.from(atob(BASE64_OF_pack_field), (c) => c.charCodeAt(0)),
//       scene: JSON_OF_scene_of, level: 0.5, opacity: 0.8, dark: false, path: {points, energies},
//     })
//     slider.addEventListener("input", () => viewer.set({level: slider.valueAsNumber}))
//     viewer.look("c"); viewer.on("camera", console.log); await viewer.savePNG("view.png"); viewer.dispose()
//   </script>
//
// Options are those of DEFAULTS in scene.js. The script is an IIFE: it may be pasted into a page that is opened from disk.
export {createScene} from "./scene.js"
export {coarser, unpackField} from "./field.js"
export {Isosurface, joinedTo} from "./isosurface.js"
export {openResult} from "./page/page.js"
