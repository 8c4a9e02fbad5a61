/** Pairs "traditional simplified" joined by "|"; the package ships this dictionary without types. */
declare module 'opencc-js/dict/TSCharacters' {
  const pairs: string;
  export default pairs;
}
