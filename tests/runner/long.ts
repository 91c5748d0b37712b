/** `npm run test:long`: walks and looks in their full form; else those that another test repeats are left out. */
export const LONG = process.env.ANSHAO_LONG !== undefined;
