declare module 'adminjs/bundler' {
  /** The bundler of custom components; the package ships no types for it. */
  export const componentsBundler: {
    inputOptions: { plugins: unknown }
    setInputOption(key: string, value: unknown): unknown
    setOutputOption(key: string, value: unknown): unknown
    createEntry(options: { dir: string; content: string }): Promise<void>
    build(): Promise<void>
  }
}
