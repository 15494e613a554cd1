/** The four codecs of @cornerstonejs ship without types; this is the part of their embind classes that we call. */
interface EmbindFrameInfo { width: number; height: number; bitsPerSample: number; componentCount: number; isSigned?: boolean; isUsingColorTransform?: boolean }

interface EmbindDecoder {
  getEncodedBuffer(length: number): Uint8Array
  getDecodedBuffer(): Uint8Array
  getFrameInfo(): EmbindFrameInfo
  decode(): void
  delete(): void
}

interface EmbindOptions { locateFile(path: string): string }

declare module '@cornerstonejs/codec-charls/decodewasmjs' {
  const factory: (options: EmbindOptions) => Promise<{ JpegLSDecoder: new () => EmbindDecoder & { getInterleaveMode(): number }; getExceptionMessage(pointer: number): string }>
  export default factory
}
declare module '@cornerstonejs/codec-openjpeg/decodewasmjs' {
  const factory: (options: EmbindOptions) => Promise<{ J2KDecoder: new () => EmbindDecoder }>
  export default factory
}
declare module '@cornerstonejs/codec-openjph/wasmjs' {
  const factory: (options: EmbindOptions) => Promise<{
    HTJ2KDecoder: new () => EmbindDecoder
    HTJ2KEncoder: new () => { getDecodedBuffer(info: EmbindFrameInfo): Uint8Array; getEncodedBuffer(): Uint8Array; setQuality(lossless: boolean, step: number): void; encode(): void; delete(): void }
  }>
  export default factory
}
declare module '@cornerstonejs/codec-libjpeg-turbo-8bit/decodewasmjs' {
  const factory: (options: EmbindOptions) => Promise<{ JPEGDecoder: new () => EmbindDecoder }>
  export default factory
}
