/** The step of the mapper's fragment shader that turns a texel into a grey, replaced by what `cpu-painter.ts` does: exact
 *  bilinear interpolation of stored values, the nearest table entry, dithering by `thresholds.ts`. Nothing is left to
 *  the filters of a driver: at 1:1 each pixel is its own stored value. (GLSL ES 3.00)
 *  texture1: stored values; cscale0, cshift0: to 0..1 over the table; colorTexture1, pwfTexture1: `grey-transfer.ts`. */
import { THRESHOLD_SIDE } from './thresholds.ts'

const greyOfTexel = `
  ivec2 extent = textureSize(texture1, 0);
  vec2 at = tcoordVCVSOutput * vec2(extent) - 0.5;
  // On a pixel's centre, rounding apart: that pixel alone.
  vec2 centre = floor(at + 0.5);
  at = mix(at, centre, step(abs(at - centre), vec2(0.002)));
  vec2 share = at - floor(at);
  ivec2 near = clamp(ivec2(floor(at)), ivec2(0), extent - 1);
  ivec2 far = clamp(ivec2(floor(at)) + 1, ivec2(0), extent - 1);
  float upper = mix(texelFetch(texture1, near, 0).r, texelFetch(texture1, ivec2(far.x, near.y), 0).r, share.x);
  float lower = mix(texelFetch(texture1, ivec2(near.x, far.y), 0).r, texelFetch(texture1, far, 0).r, share.x);
  float stored = mix(upper, lower, share.y);
  int entries = textureSize(colorTexture1, 0).x;
  int entry = clamp(int(floor((stored * cscale0 + cshift0) * float(entries))), 0, entries - 1);
  vec2 parts = floor(texelFetch(colorTexture1, ivec2(entry, 0), 0).rg * 255.0 + 0.5);
  ivec2 place = ivec2(gl_FragCoord.xy) & ${THRESHOLD_SIDE - 1};
  float threshold = texelFetch(pwfTexture1, ivec2(place.y * ${THRESHOLD_SIDE} + place.x, 0), 0).r;
  float grey = parts.r + (parts.g + threshold >= 255.5 ? 1.0 : 0.0);
  gl_FragData[0] = vec4(vec3(grey / 255.0), opacity);
`

/** For the mapper's view-specific properties. */
export const greyShader = {
  OpenGL: { ShaderReplacements: [{ shaderType: 'Fragment', originalValue: '//VTK::TCoord::Impl', replaceFirst: true, replacementValue: greyOfTexel, replaceAll: false }] },
}
