declare module 'mjml-core' {
  interface Compiled {
    readonly html: string;
    readonly errors: readonly { readonly formattedMessage: string }[];
  }
  const exported: { readonly default: (mjml: string, options: object) => Promise<Compiled> };
  export default exported;
}

declare module 'mjml-preset-core' {
  const preset: object;
  export default preset;
}
