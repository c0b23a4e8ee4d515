"""The viewer in headless Chromium, on a real Panel server: what is on the screen is what the parameters say."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import numpy as np
import panel as pn
import pytest
from ase.build import bulk
from PIL import Image
from playwright.sync_api import expect

from pesviz.app.viewer import Viewer
from pesviz.presentation.packing import pack_field
from pesviz.presentation.scene import scene_of
from pesviz.structure.crystal import Crystal
from tests.app.conftest import free_port
from tests.browser import keep, open_page, picture, place, settle, until

pytestmark = pytest.mark.browser

CAMERA = "() => viewer.view.state.direction"
CRYSTAL = Crystal(bulk("LiCl", "rocksalt", a=5.13, cubic=True), "Li", (0, 2, 4, 6))


def landscape(shape: tuple[int, int, int]) -> np.ndarray:
    """A landscape of the cell's symmetry, 0 to 4 eV."""
    x, y, z = np.meshgrid(*[2 * np.pi * np.arange(n) / n for n in shape], indexing="ij")
    return 2 - 2 * np.cos(x) * np.cos(y) * np.cos(z)


@pytest.fixture
def served() -> Iterator[Callable[[Viewer], str]]:
    servers = []

    def serve(viewer: Viewer) -> str:
        slider = pn.widgets.FloatSlider(label="Level", start=0, end=4, step=0.01, value=viewer.level)
        slider.jslink(viewer, value="level")
        pn.extension()
        page = pn.Column(viewer, slider, sizing_mode="stretch_both", min_height=500)
        port = free_port()
        servers.append(pn.serve({"viewer": lambda: page}, port=port, threaded=True, show=False, verbose=False))
        return f"http://localhost:{port}/viewer"

    yield serve
    for server in servers:
        server.stop()


def shot(page, name: str) -> np.ndarray:
    image = picture(page)
    keep(page, f"viewer-{name}")
    return image


def blue(image: np.ndarray) -> int:
    red, green, b = image[..., 0], image[..., 1], image[..., 2]
    return int(((b > red + 50) & (green > red + 20) & (b > green + 20)).sum())


def make(**changes) -> Viewer:
    options = {
        "field": pack_field(landscape((20, 20, 20)), CRYSTAL.cell),
        "scene": scene_of(CRYSTAL),
        "level": 0.8,
        "sizing_mode": "stretch_both",
    }
    return Viewer(**(options | changes))


def test_the_slider_moves_the_surface(browser, served):
    viewer = make()
    with open_page(browser, served(viewer)) as page:
        settle(page)
        small, triangles = shot(page, "level-low"), page.evaluate("viewer.statistics.triangles")
        handle = place(page.locator(".noUi-handle").first)
        x, y = handle["x"] + handle["width"] / 2, handle["y"] + handle["height"] / 2
        page.mouse.move(x, y)
        page.mouse.down()
        for step in range(1, 11):
            page.mouse.move(x + 12 * step, y)
        page.mouse.up()
        page.wait_for_function("() => viewer.options.level > 1.0")
        settle(page)
        large = shot(page, "level-high")
        assert page.evaluate("viewer.statistics.triangles") != triangles
        until(page, lambda: viewer.webgl is True, "Python hears that there is WebGL")
        top = slice(0, 600)  # without the slider
        assert blue(large[top]) > blue(small[top]) + 2000


def test_a_field_of_other_dimensions_is_contoured_right(browser, served):
    """The pitfall of fields and dimensions that travel apart: geometry from one with the numbers of the other."""
    viewer = make()
    with open_page(browser, served(viewer)) as page:
        settle(page)
        area = "() => viewer.surface.current.measure(viewer.field.cell).area"
        before = page.evaluate(area)
        viewer.field = pack_field(landscape((34, 28, 22)), CRYSTAL.cell)
        page.wait_for_function("() => viewer.field.dims[0] === 34")
        settle(page)
        assert page.evaluate("viewer.field.dims") == [34, 28, 22]
        assert page.evaluate(area) == pytest.approx(before, rel=0.03), "the same landscape on a finer grid"


def test_two_cells_show_eight_times_the_surface_and_all_images(browser, served):
    viewer = make()
    with open_page(browser, served(viewer)) as page:
        settle(page)
        one = page.evaluate("[viewer.statistics.triangles, viewer.statistics.atoms]")
        tiled = np.tile(landscape((20, 20, 20)), (2, 2, 2))
        viewer.param.update(cells=2, field=pack_field(tiled, CRYSTAL.cell, cells=2))
        page.wait_for_function("() => viewer.field.cells === 2")
        settle(page)
        two = page.evaluate("[viewer.statistics.triangles, viewer.statistics.atoms]")
        assert two[0] == 8 * one[0]
        assert one[1] == 27
        assert two[1] == 125
        shot(page, "two-cells")


@pytest.mark.parametrize("dark", [False, True])
def test_dark_mode_is_live(browser, served, dark):
    viewer = make(dark=not dark)
    with open_page(browser, served(viewer)) as page:
        settle(page)
        viewer.dark = dark
        page.wait_for_function(f"() => viewer.options.dark === {str(dark).lower()}")
        settle(page)
        image = shot(page, "dark" if dark else "light")
        corner = image[300, 1200]
        assert tuple(corner) == ((0x14, 0x17, 0x1A) if dark else (255, 255, 255))
        assert blue(image[:600]) > 3000


def test_the_canvas_follows_its_container(browser, served):
    with open_page(browser, served(make())) as page:
        settle(page)
        page.set_viewport_size({"width": 760, "height": 640})
        page.wait_for_function("() => viewer.width < 770")
        settle(page)
        size = page.evaluate("[viewer.width, viewer.canvas.clientWidth, viewer.view.camera.aspect, viewer.height]")
        assert size[0] == size[1]
        assert size[2] == pytest.approx(size[0] / size[3])
        image = shot(page, "narrow")
        drawn = np.flatnonzero((np.abs(image[100 : int(size[3])] - 255).sum(axis=2) > 30).any(axis=0))
        assert drawn.min() < 350 < drawn.max()


def test_padding_keeps_the_crystal_clear_of_what_lies_over_it(browser, served):
    viewer = make(field=b"", show_legend=False)
    with open_page(browser, served(viewer)) as page:
        settle(page)
        viewer.padding = [220, 0, 0, 300]
        page.wait_for_function("() => viewer.options.padding[0] === 220")
        settle(page)
        image = shot(page, "padding")
        height = int(page.evaluate("viewer.height"))
        drawn = (np.abs(image[: height - 120] - 255).sum(axis=2) > 60) & (np.arange(image.shape[1]) > 120)
        rows, columns = np.flatnonzero(drawn.any(axis=1)), np.flatnonzero(drawn.any(axis=0))
        assert rows.min() > 180
        middle = (columns.min() + columns.max()) / 2
        assert middle == pytest.approx((300 + page.evaluate("viewer.width")) / 2, abs=40)


def test_removal_frees_the_context(browser, served):
    viewer = make()
    url = served(viewer)
    with open_page(browser, url) as page:
        settle(page)
        page.evaluate("window.context = viewer.renderer.getContext()")
        assert page.evaluate("context.isContextLost()") is False
        page.evaluate("() => { const doc = Bokeh.documents[0]; doc.clear() }")
        page.wait_for_function("() => context.isContextLost()")
        assert page.evaluate("viewer.overlay.root.isConnected") is False


def test_orbiting_turns_the_picture_and_tells_python(browser, served):
    viewer = make()
    with open_page(browser, served(viewer), motion=True) as page:
        settle(page)
        before, start = shot(page, "before-orbit"), page.evaluate(CAMERA)
        page.mouse.move(600, 300)
        page.mouse.down()
        page.mouse.move(760, 340, steps=8)
        page.mouse.up()
        until(page, lambda: viewer.camera, "Python hears of the camera")
        settle(page)
        after = shot(page, "after-orbit")
        assert np.abs(before - after).mean() > 2
        assert np.linalg.norm(viewer.camera["direction"]) == pytest.approx(1, abs=1e-3)
        turned = viewer.camera
        viewer.look("reset")
        until(page, lambda: page.evaluate(CAMERA) == start, "the first view")
        settle(page)
        assert np.abs(shot(page, "reset") - before).mean() < 1
        until(page, lambda: viewer.camera != turned, "Python hears of the reset")
        viewer.camera = turned
        until(page, lambda: page.evaluate(CAMERA) == turned["direction"], "the turned view")
        settle(page)
        assert np.abs(shot(page, "camera-again") - after).mean() < 1


def test_axis_views_look_along_the_lattice(browser, served):
    viewer = make()
    with open_page(browser, served(viewer), motion=True) as page:
        settle(page)
        for axis in range(3):
            viewer.look("abc"[axis])
            along = pytest.approx([float(i == axis) for i in range(3)], abs=1e-4)
            until(page, lambda along=along: page.evaluate(CAMERA) == along, f"the view along {'abc'[axis]}")


def test_atoms_say_what_they_are_and_show_their_neighbours(browser, served):
    viewer = make(field=b"")
    with open_page(browser, served(viewer)) as page:
        settle(page)
        atom = page.evaluate(
            """() => {
              const central = ({fractional}) => fractional.every((x) => Math.abs(x - 0.5) < 1e-6)
              const image = viewer.crystal.drawn.find(central)
              const p = image.position.clone().project(viewer.view.camera)
              const box = viewer.canvas.getBoundingClientRect()
              return [box.left + (p.x + 1) / 2 * box.width, box.top + (1 - p.y) / 2 * box.height, image.atom.index]
            }"""
        )
        page.mouse.move(atom[0], atom[1])
        expect(page.locator(".pesviz-viewer .tip")).to_contain_text("Å")
        page.mouse.click(atom[0], atom[1])
        page.wait_for_function("() => viewer.neighbours?.length > 0")
        neighbours = page.evaluate("viewer.neighbours.map((n) => [n.atom.symbol, n.distance])")
        picked = page.evaluate("viewer.picked.atom.symbol")
        assert len(neighbours) == 6
        assert {symbol for symbol, _ in neighbours} == {"Li", "Cl"} - {picked}
        assert [d for _, d in neighbours] == pytest.approx([5.13 / 2] * 6, abs=1e-3)
        settle(page)
        shot(page, "neighbours")
        until(page, lambda: viewer.picked is not None, "Python hears of the pick")
        assert CRYSTAL.atoms[viewer.picked].symbol == picked


def test_the_path_dims_beyond_the_level_and_carries_a_marker(browser, served):
    energies = [0.0, 0.3, 1.2, 0.3, 0.0]
    path = {"points": [[x, 0.5, 0.5] for x in (0.0, 0.25, 0.5, 0.75, 1.0)], "energies": energies}
    viewer = make(field=b"", path=path, marker=0.5, level=0.5, show_atoms=False, show_bonds=False)
    with open_page(browser, served(viewer)) as page:
        settle(page)
        low = shot(page, "path-low")
        assert page.evaluate("viewer.path.marker.position.x") == pytest.approx(5.13 / 2, abs=0.05)
        viewer.level = 2.0
        page.wait_for_function("() => viewer.options.level === 2")
        settle(page)
        high = shot(page, "path-high")

        def coloured(image):
            return int((np.ptp(image[60:600, 300:], axis=2) > 60).sum())

        assert coloured(high) > 1.5 * coloured(low)
        viewer.marker = 1.0
        page.wait_for_function("() => viewer.options.marker === 1")
        assert page.evaluate("viewer.path.marker.position.x") == pytest.approx(5.13, abs=0.05)


def test_regions_tell_the_ions_own_from_islands(browser, served):
    values = np.full((20, 20, 20), 3.0)
    fractional = np.stack(np.meshgrid(*[np.arange(20) / 20] * 3, indexing="ij"), axis=-1)
    for centre in ((0.0, 0.0, 0.0), (0.25, 0.25, 0.25)):  # a site of the ion, and an interstitial island
        apart = fractional - np.array(centre)
        values = np.minimum(values, 20 * np.linalg.norm(apart - np.rint(apart), axis=-1))
    viewer = make(field=pack_field(values, CRYSTAL.cell), level=2.0, colour_by="region")
    with open_page(browser, served(viewer)) as page:
        settle(page)
        shot(page, "regions")
        joined = page.evaluate(
            """() => { const s = viewer.surface, n = s.current.vertexCount, out = [0, 0, 0, 0]
              for (let v = 0; v < n; v++) {
                const p = s.current.positions.subarray(3 * v, 3 * v + 3)
                const island = Math.hypot(...[0, 1, 2].map((i) => p[i] - 0.25)) < 0.15
                out[(island ? 2 : 0) + s.geometry.attributes.region.array[4 * v]]++
              }
              return out }"""
        )
        assert joined[1] > 50
        assert joined[2] > 50
        assert joined[0] == joined[3] == 0


def test_picture_is_twice_the_view(browser, served):
    viewer = make()
    with open_page(browser, served(viewer)) as page:
        settle(page)
        with page.expect_download() as download:
            viewer.save_png("licl.png")
        assert download.value.suggested_filename == "licl.png"
        image = Image.open(download.value.path())
        assert image.size == tuple(page.evaluate("[2 * viewer.width, 2 * viewer.height]"))
        assert blue(np.asarray(image.convert("RGB")).astype(int)) > 10_000


def test_the_canvas_has_a_name_and_takes_no_focus(browser, served):
    with open_page(browser, served(make())) as page:
        settle(page)
        canvas = page.get_by_role("img", name="crystal structure of LiCl")
        expect(canvas).to_have_count(1)
        expect(canvas).to_have_attribute("aria-label", re.compile("0.800 electronvolts"))
        assert page.evaluate("viewer.canvas.tabIndex") == -1


def test_without_webgl_the_page_says_so(browser, served):
    viewer = make()
    init = """const original = HTMLCanvasElement.prototype.getContext
      HTMLCanvasElement.prototype.getContext = function (kind, ...rest) {
        return /webgl/.test(kind) ? null : original.call(this, kind, ...rest) }"""
    with open_page(browser, served(viewer), init=init) as page:
        page.get_by_text("no WebGL 2").wait_for()
        until(page, lambda: viewer.webgl is False, "Python hears that there is no WebGL")
