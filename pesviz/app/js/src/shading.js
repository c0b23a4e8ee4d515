// One soft light for everything. Small shaders of our own: they compile fast and stay cheap where software renders.
import * as THREE from "three"

/** @typedef {ReturnType<typeof sharedUniforms>} Shared */
/** @typedef {Record<string, THREE.IUniform>} Uniforms */

/** GLSL shared by all materials: `shade`, `haze`, `display` and the energy ramp. Colours are linear until `display`. */
const COMMON = /* glsl */ `
uniform vec3 paper;
uniform vec2 depthRange;
vec3 toLinear(vec3 c) { return c * c; }
vec3 display(vec3 c) { return sqrt(clamp(c, 0., 1.)); }
vec3 shade(vec3 base, vec3 n, vec3 v, float gloss) {
  const vec3 key = normalize(vec3(-.45, .65, .75));
  float lambert = max((dot(n, key) + .25) / 1.25, 0.);
  float sky = .5 + .5 * n.y;
  float spark = pow(max(dot(n, normalize(key + v)), 0.), 40.) * gloss;
  return base * (mix(vec3(.20, .20, .23), vec3(.42, .43, .45), sky) + vec3(.74, .73, .70) * lambert * lambert) + spark;
}
vec3 haze(vec3 c, float depth) {
  float far = clamp((depth - depthRange.x) / (depthRange.y - depthRange.x), 0., 1.);
  return mix(c, toLinear(paper), .38 * far * far);
}
// viridis, polynomial fit (Matt Zucker, public domain)
vec3 ramp(float t) {
  t = clamp(t, 0., 1.);
  const vec3 c0 = vec3(.2777, .0054, .3341), c1 = vec3(.1051, 1.4046, 1.3846), c2 = vec3(-.3309, .2148, .0951);
  const vec3 c3 = vec3(-4.6342, -5.7991, -19.3324), c4 = vec3(6.2283, 14.1799, 56.6906);
  const vec3 c5 = vec3(4.7764, -13.7451, -65.3530), c6 = vec3(-5.4355, 4.6459, 26.3124);
  return c0 + t * (c1 + t * (c2 + t * (c3 + t * (c4 + t * (c5 + t * c6)))));
}
`

/** Uniforms that all materials share; set once per frame or change of theme. */
export function sharedUniforms() {
  return {paper: {value: new THREE.Color(1, 1, 1)}, depthRange: {value: new THREE.Vector2(0, 1e6)}}
}

/**
 * Material of solid, opaque things: atoms, bonds, edges. Colour from `color` times the instance's colour.
 * @param {Shared} shared
 * @param {{gloss?: number, flat?: boolean, side?: THREE.Side, color?: THREE.ColorRepresentation}} options
 */
export function solidMaterial(shared, {gloss = 0.25, flat = false, side = THREE.FrontSide, color = 0xffffff} = {}) {
  return new THREE.ShaderMaterial({
    side,
    uniforms: {...shared, color: {value: new THREE.Color(color)}, gloss: {value: gloss}},
    vertexShader: /* glsl */ `
      varying vec3 vNormal; varying vec3 vView; varying vec3 vColor;
      void main() {
        mat4 m = modelViewMatrix;
        vColor = vec3(1.);
        #ifdef USE_INSTANCING
          m = m * instanceMatrix;
        #endif
        #ifdef USE_INSTANCING_COLOR
          vColor = instanceColor;
        #endif
        // columns are orthogonal: dividing by their squared lengths is the inverse transpose
        mat3 r = mat3(m);
        vec3 s = vec3(dot(r[0], r[0]), dot(r[1], r[1]), dot(r[2], r[2]));
        vNormal = r * (normal / s);
        vec4 p = m * vec4(position, 1.);
        vView = -p.xyz;
        gl_Position = projectionMatrix * p;
      }`,
    fragmentShader: /* glsl */ `
      uniform vec3 color; uniform float gloss;
      varying vec3 vNormal; varying vec3 vView; varying vec3 vColor;
      ${COMMON}
      void main() {
        vec3 base = toLinear(color * vColor);
        ${flat ? "vec3 c = base;" : "vec3 c = shade(base, normalize(vNormal), normalize(vView), gloss);"}
        gl_FragColor = vec4(display(haze(c, length(vView))), 1.);
      }`,
  })
}

/**
 * Material of balls: a square each, on which the fragment shader finds the sphere and its depth. Round at any zoom, and
 * two triangles an atom, which is what keeps large cells fast in software.
 * @param {Shared} shared
 * @param {{hollow?: boolean, gloss?: number}} options `hollow` draws only the ring around each
 */
export function ballMaterial(shared, {hollow = false, gloss = 0.32} = {}) {
  return new THREE.ShaderMaterial({
    uniforms: {...shared, gloss: {value: gloss}},
    vertexShader: /* glsl */ `
      attribute vec3 centre; attribute vec3 tint; attribute vec3 ringTint; attribute vec2 radii;
      varying vec3 vAt; varying vec3 vCentre; varying vec3 vTint; varying vec3 vRingTint; varying vec2 vRadii;
      void main() {
        vec3 c = (modelViewMatrix * vec4(centre, 1.)).xyz;
        float d2 = dot(c, c), r = max(radii.x, radii.y);
        // in perspective the outline of a sphere is wider than the sphere
        float reach = r * sqrt(d2 / max(d2 - r * r, 1e-3)) * 1.01;
        vec3 w = normalize(-c), u = normalize(cross(vec3(0., 1., 0.), w)), v = cross(w, u);
        vAt = c + (u * position.x + v * position.y) * reach;
        vCentre = c; vTint = tint; vRingTint = ringTint; vRadii = radii;
        gl_Position = projectionMatrix * vec4(vAt, 1.);
      }`,
    fragmentShader: /* glsl */ `
      uniform float gloss; uniform mat4 projectionMatrix;
      varying vec3 vAt; varying vec3 vCentre; varying vec3 vTint; varying vec3 vRingTint; varying vec2 vRadii;
      ${COMMON}
      void main() {
        vec3 ray = normalize(vAt);
        float along = dot(ray, vCentre), apart2 = dot(vCentre, vCentre) - along * along;
        float inside = vRadii.x * vRadii.x - apart2;
        vec3 hit, c;
        if (inside >= 0.) {
          ${hollow ? "discard;" : ""}
          hit = ray * (along - sqrt(inside));
          c = shade(toLinear(vTint), (hit - vCentre) / vRadii.x, -ray, gloss);
        } else {
          if (apart2 > vRadii.y * vRadii.y) discard;
          hit = ray * along;
          c = toLinear(vRingTint);
        }
        vec4 clip = projectionMatrix * vec4(hit, 1.);
        gl_FragDepth = .5 + .5 * clip.z / clip.w;
        gl_FragColor = vec4(display(haze(c, length(hit))), 1.);
      }`,
  })
}

/**
 * Material of the isosurface.
 * @param {Shared} shared
 * @param {Uniforms} own
 * @param {boolean} back draws the far side of it, seen from inside
 */
export function surfaceMaterial(shared, own, back) {
  return new THREE.ShaderMaterial({
    side: back ? THREE.BackSide : THREE.FrontSide,
    transparent: true,
    depthWrite: !back,
    uniforms: {...shared, ...own},
    vertexShader: /* glsl */ `
      varying vec3 vNormal; varying vec3 vView;
      #ifdef REGIONS
        attribute float region; varying float vRegion;
      #endif
      void main() {
        vNormal = normalMatrix * normal;
        vec4 p = modelViewMatrix * vec4(position, 1.);
        vView = -p.xyz;
        #ifdef REGIONS
          vRegion = region;
        #endif
        gl_Position = projectionMatrix * p;
      }`,
    fragmentShader: /* glsl */ `
      uniform vec3 color; uniform vec3 otherColor; uniform float opacity; uniform float mode; uniform float energy;
      varying vec3 vNormal; varying vec3 vView;
      #ifdef REGIONS
        varying float vRegion;
      #endif
      ${COMMON}
      void main() {
        vec3 v = normalize(vView), n = normalize(vNormal);
        n *= ${back ? "-1." : "1."};
        #ifdef REGIONS
          vec3 base = mix(otherColor, color, step(.5, vRegion));
        #else
          vec3 base = mode < .5 ? color : ramp(energy);
        #endif
        vec3 c = shade(toLinear(base), n, v, .10);
        // thin film: more of it lies along the line of sight at the rim
        float rim = 1. - abs(dot(n, v));
        float a = mix(opacity, 1., (1. - opacity) * rim * rim * rim);
        gl_FragColor = vec4(display(haze(c, length(vView))), ${back ? "a * .85" : "a"});
      }`,
  })
}

/**
 * Material of the caps on the faces of the region shown: where the field there is below the level.
 * @param {Shared} shared
 * @param {Uniforms} own
 * @param {THREE.Texture} texture samples on the face: energy, and whether its region holds a site
 * @param {number[]} size of the texture
 */
export function capMaterial(shared, own, texture, size) {
  return new THREE.ShaderMaterial({
    side: THREE.DoubleSide,
    transparent: true,
    uniforms: {...shared, ...own, slice: {value: texture}, size: {value: new THREE.Vector2().fromArray(size)}},
    vertexShader: /* glsl */ `
      varying vec2 vAt; varying vec3 vView; varying vec3 vNormal;
      void main() {
        vAt = uv;
        vNormal = normalMatrix * normal;
        vec4 p = modelViewMatrix * vec4(position, 1.);
        vView = -p.xyz;
        gl_Position = projectionMatrix * p;
      }`,
    fragmentShader: /* glsl */ `
      uniform sampler2D slice; uniform vec2 size;
      uniform vec3 color; uniform vec3 otherColor; uniform float opacity; uniform float mode; uniform float level;
      uniform float energySpan; uniform float capOpacity;
      varying vec2 vAt; varying vec3 vView; varying vec3 vNormal;
      ${COMMON}
      void main() {
        vec2 sampled = texture2D(slice, (vAt * (size - 1.) + .5) / size).rg;
        float e = sampled.r;
        if (e >= level) discard;
        float depth = clamp(e / max(level, 1e-4), 0., 1.);
        vec3 plain = mode > 1.5 ? mix(otherColor, color, step(.5, sampled.g)) : color;
        vec3 base = mode > .5 && mode < 1.5 ? ramp(e / energySpan) : plain;
        vec3 c = toLinear(base);
        if (mode < .5 || mode > 1.5) c *= mix(.62, .98, depth);
        gl_FragColor = vec4(display(haze(c, length(vView))), capOpacity);
      }`,
  })
}

/**
 * Material of a tube coloured by energy; beyond the point that a level reaches, it is grey.
 * @param {Shared} shared
 * @param {{like?: THREE.ShaderMaterial | null, alpha?: number}} options `like`: share the uniforms of another one
 */
export function pathMaterial(shared, {like = null, alpha = 1} = {}) {
  return new THREE.ShaderMaterial({
    // a ghost of another material shares its uniforms and shows through whatever lies before it
    uniforms: {...(like?.uniforms ?? {...shared, energySpan: {value: 1}, level: {value: 1e6}, grey: {value: new THREE.Color(0.6, 0.6, 0.6)}}), alpha: {value: alpha}},
    transparent: alpha < 1, depthTest: alpha === 1, depthWrite: alpha === 1,
    vertexShader: /* glsl */ `
      attribute float energy; attribute float reached;
      varying vec3 vNormal; varying vec3 vView; varying float vEnergy; varying float vReached;
      void main() {
        vNormal = normalMatrix * normal;
        vec4 p = modelViewMatrix * vec4(position, 1.);
        vView = -p.xyz; vEnergy = energy; vReached = reached;
        gl_Position = projectionMatrix * p;
      }`,
    fragmentShader: /* glsl */ `
      uniform float energySpan; uniform float level; uniform float alpha; uniform vec3 grey;
      varying vec3 vNormal; varying vec3 vView; varying float vEnergy; varying float vReached;
      ${COMMON}
      void main() {
        vec3 hot = ramp(.12 + .88 * vEnergy / energySpan);
        vec3 base = mix(hot, grey, smoothstep(level - .001, level + .001, vReached) * .92);
        vec3 c = shade(toLinear(base), normalize(vNormal), normalize(vView), .3);
        gl_FragColor = vec4(display(haze(c, length(vView))), alpha);
      }`,
  })
}
