// jstat ships no types; only what is used here.
declare module 'jstat' {
  interface Distribution1 {
    inv(p: number, a: number): number;
  }
  interface Distribution2 {
    inv(p: number, a: number, b: number): number;
  }
  const jstat: { readonly studentt: Distribution1; readonly normal: Distribution2 };
  export default jstat;
}
