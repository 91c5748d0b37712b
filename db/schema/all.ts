/** Every table, for drizzle's client and migrations. This is the only place that gathers them. */
export * from './accused-mark';
export * from './backup';
export * from './casework';
export * from './cash';
export * from './ceremony';
export * from './county';
export * from './deletion';
export * from './hand-over';
export * from './key-removal';
export * from './log';
export * from './publication';
export * from './register';
export * from './reward';
export * from './routing';
export * from './staff';
export * from './superior';
export * from './upload';
