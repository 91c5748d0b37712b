export const limitWords = {
  provisional: '该年放假安排尚未公布，以公布后为准',
  hour: (day: string, hour: string) => `${day} ${hour}`,
};
