/** `npm run test:long`: walks and looks in their full form; else those that another test repeats are left out. */
export const LONG = process.env.ANSHAO_LONG !== undefined;

/** Languages in which pages are laid out at a width; in the short form English, which is longer, on phones only. */
export const languagesAt = (width: number): readonly ('zh' | 'en')[] =>
  LONG ? ['zh', 'en'] : [width < 600 ? 'en' : 'zh'];
