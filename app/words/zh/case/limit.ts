export const limitWords = {
  provisional: (year: number) => `${year} 年放假安排尚未公布，以公布后为准`,
  hour: (day: string, hour: string) => `${day} ${hour}`,
};
